// Edits one weight or bias, in a popover: where it leads, its value as a slider and as a number,
// and buttons for the usual experiments. The values are live while training runs.

import { fitCanvas } from "../canvas.js";
import { createIcon } from "../icons.js";
import { formatNumber } from "../scales.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { paintField } from "./heatmap.js";
import { createNumberField } from "./number-field.js";
import { formatParameter, isFrozen, isWeight, LARGEST_PARAMETER, valueOf } from "./parameters.js";
import { createSignedSlider } from "./signed-slider.js";
import { unitMap, unitName } from "./units.js";

const TILE = 24;

/**
 * onEdit gets a parameter and its {value} or {frozen}; onHold and onRelease tell when the slider is
 * dragged.
 */
export function createParameterEditor({ palette, onEdit, onHold, onRelease }) {
  // Seen at once: the next key or press goes on from here.
  const onInput = (chosen) => {
    value = chosen;
    onEdit(parameter, { value, stroke });
  };
  const onCommit = (chosen) => {
    value = chosen;
    slider.show(value);
    onEdit(parameter, { value });
  };
  const slider = createSignedSlider({ format: formatParameter, onInput, onHold, onRelease });
  const field = createNumberField({ limit: LARGEST_PARAMETER, format: formatParameter, onCommit });
  const path = element("p", { class: "path" });
  const ends = [element("span"), element("span")];
  const scale = element("div", { class: "scale num", "aria-hidden": "true" });
  const freeze = createButton("Freeze", () => onEdit(parameter, { frozen: !isShownFrozen() }));
  const zero = createButton("Set to 0", () => onCommit(0));
  const flip = createButton("Flip sign", () => onCommit(-value));
  const undo = createIconButton("undo", "Undo edit", "Control+Z");
  const redo = createIconButton("redo", "Redo edit", "Control+Shift+Z");
  const root = element(
    "fieldset",
    { class: "parameter" },
    path,
    element("div", { class: "row" }, slider.element, field.element),
    scale,
    field.message,
    element("div", { class: "acts" }, zero, flip, freeze, undo, redo),
  );
  const pictureChanged = createChanges();
  const limitChanged = createChanges();
  let tiles = []; // {canvas, address}
  let parameter;
  let value;
  let stroke = 0; // a drag, or a key that is held down, is undone as a whole

  scale.append(ends[0], element("span", {}, "0"), ends[1]);
  freeze.prepend(createIcon("lock"));
  freeze.title = "Keep it fixed during training";
  ["pointerdown", "keyup"].forEach((type) => {
    slider.element.addEventListener(type, () => (stroke += 1));
  });

  /** Begins with another parameter. */
  function start(snapshot, next) {
    parameter = next;
    const name = nameOf(parameter);
    slider.element.setAttribute("aria-label", name);
    field.element.setAttribute("aria-label", `${name} value`);
    slider.reset();
    field.reset();
    tiles = endsOf(parameter).map((address) => ({ address, canvas: element("canvas") }));
    path.replaceChildren(...pathParts(snapshot, tiles));
  }

  function draw({ snapshot, status, scale_tiles, mark_sign }) {
    root.disabled = status !== "ready";
    value = valueOf(snapshot, parameter);
    slider.show(value);
    field.show(value);
    freeze.setAttribute("aria-pressed", isFrozen(snapshot, parameter));
    undo.disabled = !snapshot.can_undo;
    redo.disabled = !snapshot.can_redo;
    if (limitChanged(slider.limit())) {
      ends[0].textContent = formatNumber(-slider.limit());
      ends[1].textContent = formatNumber(slider.limit());
    }
    if (pictureChanged(snapshot, tiles, palette.version, scale_tiles, mark_sign)) {
      tiles.forEach(({ canvas, address }) => {
        const options = { isOwnScale: scale_tiles };
        const { field: map, options: look } = unitMap(snapshot, address, palette, options);
        fitCanvas(canvas, { width: TILE, height: TILE });
        paintField(canvas, map, palette, { ...look, isMarked: mark_sign });
      });
    }
  }

  function isShownFrozen() {
    return freeze.getAttribute("aria-pressed") === "true";
  }

  return { element: root, start, draw, title: nameOf };
}

function nameOf(parameter) {
  return isWeight(parameter) ? "Weight" : "Bias";
}

/** The neurons that a weight joins, or the one that has the bias. */
function endsOf({ layer, unit, row }) {
  const neuron = { layer, unit };
  return row === undefined ? [neuron] : [{ layer: layer - 1, unit: row }, neuron];
}

function pathParts(snapshot, tiles) {
  const [from, to] = tiles.map(({ canvas, address }) => [
    element("span", { class: "tile" }, canvas),
    element("span", {}, unitName(snapshot, address)),
  ]);
  return to ? [...from, element("span", { class: "leads-to" }, "→"), ...to] : from;
}

/** What it does is known to the page by its name. */
function createIconButton(action, label, keys) {
  const button = element("button", { type: "button", class: "btn icon", "data-action": action });
  button.ariaLabel = label;
  button.setAttribute("aria-keyshortcuts", keys);
  button.title = `${label}: the parameter is as it was (${keys.replace("Control", "Ctrl")})`;
  button.append(createIcon(action));
  return button;
}

function createButton(label, onClick) {
  const button = element("button", { type: "button", class: "btn secondary" }, label);
  button.addEventListener("click", onClick);
  return button;
}
