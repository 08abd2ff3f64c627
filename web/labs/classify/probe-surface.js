// Where the reader points at the plane: a sheet over the output plot that turns pointer, touch and
// arrow keys into points, and shows the probe as a ring.

import { clamp } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";

const EXTENT = 6;
const ORIGIN = { x1: 0, x2: 0 };
const SAME_PLACE = 14; // pixels around a pinned probe where a press releases it
const STEP = 0.1;
const LARGE_STEP = 1;
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowDown: [0, -1],
  ArrowUp: [0, 1],
};
const NAME =
  "Probe of the plane. Arrow keys move the point, with Shift in larger steps; " +
  "Enter pins it, Escape releases it.";

/** probe: see probe.js. */
export function createProbeSurface(frame, probe) {
  const ring = element("i", { class: "probe-ring", hidden: "" });
  const surface = element(
    "div",
    { class: "probe-surface", role: "application", tabindex: "0", "aria-label": NAME },
    ring,
  );
  const isNew = createChanges();
  let last = ORIGIN; // where the keyboard goes on
  let pressedOnPin = false;

  frame.append(surface);

  function move(point) {
    last = point;
    probe.move(point);
  }

  /** The keyboard moves a pinned probe without releasing it. */
  function pressKey(event) {
    const { isPinned, ...point } = probe.current() ?? last;
    const place = isPinned ? probe.pin : move;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      event.preventDefault();
      place(stepFrom(point, direction, event.shiftKey ? LARGE_STEP : STEP));
    } else if (event.key === "Enter") {
      const toggle = isPinned ? probe.release : probe.pin;
      toggle(point);
    }
  }

  function leave() {
    if (!probe.current()?.isPinned) {
      probe.release();
    }
  }

  surface.addEventListener("pointerdown", (event) => {
    pressedOnPin = isAtPin(surface, probe.current(), event);
    if (event.pointerType !== "mouse" && !pressedOnPin) {
      surface.setPointerCapture(event.pointerId);
      move(pointOf(surface, event));
    }
  });
  surface.addEventListener("pointermove", (event) => {
    if (!probe.current()?.isPinned) {
      move(pointOf(surface, event));
    }
  });
  surface.addEventListener("pointerup", (event) => {
    if (pressedOnPin) {
      probe.release();
    } else if (event.button === 0) {
      last = pointOf(surface, event);
      probe.pin(last);
    }
  });
  surface.addEventListener("pointerleave", leave);
  surface.addEventListener("pointercancel", leave);
  surface.addEventListener("blur", leave);
  surface.addEventListener("focus", () => {
    if (surface.matches(":focus-visible") && !probe.current()) {
      move(last);
    }
  });
  surface.addEventListener("keydown", pressKey);

  return {
    draw({ probe: point, editing, view }) {
      surface.hidden = Boolean(editing) || view === "space";
      if (isNew(point)) {
        drawRing(ring, point);
      }
    },
  };
}

function drawRing(ring, point) {
  ring.hidden = !point;
  if (point) {
    ring.classList.toggle("pinned", point.isPinned);
    ring.style.left = `${(50 * (point.x1 + EXTENT)) / EXTENT}%`;
    ring.style.top = `${(50 * (EXTENT - point.x2)) / EXTENT}%`;
  }
}

/** The point of the plane under the pointer; outside of the plot the nearest one on its edge. */
function pointOf(surface, { clientX, clientY }) {
  const { left, top, width, height } = surface.getBoundingClientRect();
  return {
    x1: clamp(((clientX - left) / width) * 2 - 1, -1, 1) * EXTENT,
    x2: clamp(1 - ((clientY - top) / height) * 2, -1, 1) * EXTENT,
  };
}

function isAtPin(surface, probe, event) {
  if (!probe?.isPinned) {
    return false;
  }
  const { x1, x2 } = pointOf(surface, event);
  const scale = surface.clientWidth / (2 * EXTENT);
  return Math.hypot(x1 - probe.x1, x2 - probe.x2) * scale < SAME_PLACE;
}

/** On a grid of steps, so that the numbers stay short. */
function stepFrom({ x1, x2 }, [right, up], step) {
  const along = (value, direction) =>
    clamp(Math.round((value + direction * step) / STEP) * STEP, -EXTENT, EXTENT);
  return { x1: along(x1, right), x2: along(x2, up) };
}
