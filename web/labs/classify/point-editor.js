// The output plot as an editor of points: pointer and keyboard on the plot, and the tools below it.

import { formatCount, formatNumber } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { EDITING } from "./own-points.js";
import {
  countPoints,
  MOST_POINTS,
  nearestPoint,
  placeOf,
  withMoved,
  withoutPoint,
  withPoint,
} from "./points.js";

const EXTENT = 6;
const REACH = 0.5; // how far from a point it can still be grabbed
const SPACING = 0.35; // between the points of one stroke
const STEP = 0.25; // of the crosshair
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
// Where Control Z is about something else: a text, or the weights of the network.
const OTHERS = "input:not([type=radio], [type=range], [type=checkbox]), textarea, dialog, #stage";

/** points: what createOwnPoints returns. */
export function createPointEditor(root, { store, points }) {
  const part = (selector) => root.querySelector(selector);
  const surface = part("#editor");
  const crosshair = part("#editor .crosshair");
  const emptyNote = part("#editor .empty");
  const bar = part("#drawing");
  const message = part("#drawing .refusal");
  const announcer = part("#editor-says");
  const value = part("[name=value_to_add]");
  const buttons = Object.fromEntries(
    [...bar.querySelectorAll("[data-edit]")].map((button) => [button.dataset.edit, button]),
  );
  const isNew = createChanges();
  let cursor = { x1: 0, x2: 0 };
  let carried = -1; // index of the point that Enter has picked up
  let strokes = 0;
  let isStarting = false; // the focus goes to the surface once that is there

  const toolName = () => part("[name=tool]:checked").value;
  const isRegression = () => store.get().config.problem === "regression";
  const target = () => Number((isRegression() ? value : part("[name=class_to_add]:checked")).value);

  // ----- the tools: each gets a place and the number of the stroke, and returns what to announce

  function add(place, stroke) {
    if (points.isFull()) {
      refuse(`These are ${formatCount(MOST_POINTS)} points; more cannot be used.`);
      return "";
    }
    points.change(withPoint(points.current(), place, target()), stroke);
    const what = isRegression() ? formatNumber(target()) : `class ${target() + 1}`;
    return `Added ${what} at ${inWords(place)}`;
  }

  function erase(place, stroke, reach = REACH) {
    const nearest = nearestPoint(points.current(), place, reach);
    if (nearest < 0) {
      return "No point here";
    }
    points.change(withoutPoint(points.current(), nearest), stroke);
    return `Erased, ${countPoints(points.current())} left`;
  }

  function move(index, place, stroke) {
    points.change(withMoved(points.current(), index, place), stroke);
  }

  function refuse(text = "") {
    message.textContent = text;
    message.hidden = !text;
  }

  // ----- the pointer: one stroke from pressing to letting go -----

  function strokeOf(tool, start) {
    strokes += 1;
    const stroke = strokes;
    if (tool === "move") {
      const grabbed = nearestPoint(points.current(), start, REACH);
      return (place) => grabbed >= 0 && move(grabbed, place, stroke);
    }
    if (tool === "erase") {
      return (place) => erase(place, stroke);
    }
    let last;
    return (place) => {
      if (!last || Math.hypot(place.x1 - last.x1, place.x2 - last.x2) >= SPACING) {
        last = place;
        add(place, stroke);
      }
    };
  }

  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) {
      return;
    }
    refuse();
    surface.setPointerCapture(event.pointerId);
    const onMove = strokeOf(toolName(), placeAt(event));
    const listener = (next) => onMove(placeAt(next));
    const done = new AbortController();
    const { signal } = done;
    onMove(placeAt(event));
    surface.addEventListener("pointermove", listener, { signal });
    ["pointerup", "pointercancel"].forEach((type) =>
      surface.addEventListener(type, () => done.abort(), { signal }),
    );
  });

  function placeAt({ clientX, clientY }) {
    const { left, top, width, height } = surface.getBoundingClientRect();
    const x1 = ((clientX - left) / width) * 2 * EXTENT - EXTENT;
    const x2 = EXTENT - ((clientY - top) / height) * 2 * EXTENT;
    return placeOf(x1, x2);
  }

  // ----- the keyboard -----

  surface.addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const act = actionFor(event);
    if (act && !altKey && !ctrlKey && !metaKey) {
      event.preventDefault();
      refuse();
      announcer.textContent = act() ?? inWords(cursor);
    } else if (key === "Escape") {
      carried = -1;
    }
  });

  function actionFor({ key, shiftKey }) {
    if (key in ARROWS) {
      return () => moveCursor(ARROWS[key], shiftKey ? 4 * STEP : STEP);
    }
    if (key === "Delete" || key === "Backspace") {
      return () => erase(cursor, undefined, Infinity);
    }
    if (/^[1-6]$/.test(key) && !isRegression()) {
      return () => chooseClass(Number(key));
    }
    return key === "Enter" ? useTool : undefined;
  }

  function moveCursor([right, up], distance) {
    cursor = placeOf(cursor.x1 + right * distance, cursor.x2 + up * distance);
    crosshair.style.left = `${((cursor.x1 + EXTENT) / (2 * EXTENT)) * 100}%`;
    crosshair.style.top = `${((EXTENT - cursor.x2) / (2 * EXTENT)) * 100}%`;
    if (carried >= 0) {
      move(carried, cursor, strokes);
    }
  }

  function chooseClass(number) {
    part(`[name=class_to_add][value="${number - 1}"]`).checked = true;
    return `Class ${number}`;
  }

  function useTool() {
    const tool = toolName();
    if (tool === "move") {
      return pickUpOrDrop();
    }
    return tool === "add" ? add(cursor) : erase(cursor);
  }

  function pickUpOrDrop() {
    strokes += 1;
    carried = carried < 0 ? nearestPoint(points.current(), cursor, REACH) : -1;
    return carried < 0 ? `No point in hand at ${inWords(cursor)}` : "Picked up; Enter drops it";
  }

  surface.addEventListener("blur", () => {
    carried = -1;
  });

  // ----- the buttons -----

  const ACTIONS = {
    start: () => {
      isStarting = true;
      store.set(EDITING);
    },
    done: () => store.set({ editing: false }),
    undo: points.undo,
    clear: () => points.current().length > 0 && points.change([]),
  };

  bar.addEventListener("click", ({ target: pressed }) => {
    const button = pressed.closest("[data-edit]");
    if (button) {
      carried = -1;
      refuse();
      ACTIONS[button.dataset.edit]();
    }
  });
  value.addEventListener("input", drawValue);
  root.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && event.key === "z" && !event.shiftKey;
    if (isUndo && isActive(store.get()) && !event.target.closest(OTHERS)) {
      event.preventDefault();
      carried = -1;
      points.undo();
      announcer.textContent = "Undone";
    }
  });

  function drawValue() {
    const { min, max } = value;
    const share = (value.value - min) / (max - min);
    bar.querySelector("output").textContent = formatNumber(Number(value.value));
    value.setAttribute("aria-valuetext", formatNumber(Number(value.value)));
    value.style.setProperty("--share", share);
  }

  drawValue();

  return {
    draw(state) {
      const { config, cleared, view } = state;
      const isShown = config.dataset === "points" && view !== "space";
      const isOn = isShown && isActive(state);
      if (!isNew(isShown, isOn, config.points, config.problem, cleared)) {
        return;
      }
      bar.hidden = !isShown;
      bar.classList.toggle("resting", !isOn);
      surface.hidden = !isOn;
      if (isOn && isStarting) {
        surface.focus();
      }
      isStarting = false;
      emptyNote.hidden = !cleared;
      buttons.undo.disabled = !points.canUndo();
      buttons.clear.disabled = Boolean(cleared);
      part("#drawing .chips").hidden = isRegression();
      value.parentElement.hidden = !isRegression();
    },
  };
}

function isActive({ config, editing }) {
  return Boolean(editing) && config.dataset === "points";
}

function inWords({ x1, x2 }) {
  return `x1 ${formatNumber(x1)}, x2 ${formatNumber(x2)}`;
}
