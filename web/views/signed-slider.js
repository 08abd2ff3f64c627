// A slider from -limit to limit with 0 in the middle; its track is filled from there, in the color
// of the sign. The limit stretches when a value lies beyond it.

import { clamp } from "../scales.js";
import { element } from "./element.js";

const USUAL_LIMIT = 3;
const STEP = 0.01;
const STRIDE = 10; // steps of a page key, or of an arrow with Shift
const STRIDES = {
  PageUp: STRIDE,
  PageDown: -STRIDE,
  "Shift+ArrowRight": STRIDE,
  "Shift+ArrowUp": STRIDE,
  "Shift+ArrowLeft": -STRIDE,
  "Shift+ArrowDown": -STRIDE,
};

/**
 * onInput gets the new value. onHold and onRelease tell when a pointer takes the thumb and leaves
 * it; in between the slider does not follow `show`.
 */
export function createSignedSlider({ format, onInput, onHold, onRelease }) {
  const input = element("input", { type: "range", class: "signed", step: STEP });
  let limit = 0;
  let isHeld = false;

  /** Begins anew: with the usual limit, if that is enough. */
  function reset() {
    limit = 0;
    isHeld = false;
  }

  function show(value) {
    if (isHeld) {
      return;
    }
    stretch(value);
    input.value = value;
    paint(input, Number.isFinite(value) ? value : 0, limit);
    input.setAttribute("aria-valuetext", format(value));
  }

  function stretch(value) {
    const needed = Math.max(USUAL_LIMIT, Math.ceil(Math.abs(value)) || 0);
    if (needed > limit) {
      limit = needed;
      input.min = -limit;
      input.max = limit;
    }
  }

  function choose(value) {
    paint(input, value, limit);
    input.setAttribute("aria-valuetext", format(value));
    onInput(value);
  }

  function hold() {
    isHeld = true;
    onHold();
    addEventListener("pointerup", release, { once: true });
    addEventListener("pointercancel", release, { once: true });
  }

  function release() {
    removeEventListener("pointerup", release);
    removeEventListener("pointercancel", release);
    isHeld = false;
    onRelease();
  }

  input.addEventListener("input", () => choose(Number(input.value)));
  input.addEventListener("pointerdown", hold);
  input.addEventListener("keydown", (event) => {
    const steps = STRIDES[`${event.shiftKey ? "Shift+" : ""}${event.key}`];
    if (steps) {
      event.preventDefault();
      input.value = Number(input.value) + steps * STEP;
      choose(Number(input.value));
    }
  });

  return { element: input, reset, show, limit: () => limit };
}

function paint(input, value, limit) {
  const share = clamp(0.5 + value / (2 * limit), 0, 1);
  input.style.setProperty("--share", share.toFixed(4));
  input.style.setProperty("--sign", value < 0 ? "var(--neg)" : "var(--pos)");
}
