// The wipe: a divider over the painting, the target on its left. It follows the pointer and the
// arrow keys, like a slider.

import { clamp } from "../../scales.js";

const STEP = 2; // percent
const LARGE_STEP = 10;
const KEYS = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP };
const LARGE_KEYS = { PageDown: -LARGE_STEP, PageUp: LARGE_STEP };
const ENDS = { Home: 0, End: 100 };

export function createWipe(frame) {
  const root = frame.querySelector("#wipe");
  const grip = root.querySelector(".grip");
  let place = 50; // percent

  function move(to) {
    place = clamp(Math.round(to), 0, 100);
    frame.style.setProperty("--wipe", `${place}%`);
    grip.ariaValueNow = String(place);
    grip.ariaValueText = `${place}%`;
  }

  function follow({ clientX }) {
    const { left, width } = frame.getBoundingClientRect();
    move((100 * (clientX - left)) / width);
  }

  root.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    root.setPointerCapture(event.pointerId);
    grip.focus({ preventScroll: true });
    follow(event);
  });
  root.addEventListener("pointermove", (event) => {
    if (root.hasPointerCapture(event.pointerId)) {
      follow(event);
    }
  });
  grip.addEventListener("keydown", (event) => {
    const to = placeFor(event, place);
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    }
  });
  move(place);

  return {
    show(isShown) {
      root.hidden = !isShown;
    },
  };
}

/** Where a key leads; Shift takes arrows five times as far. */
export function placeFor({ key, shiftKey }, place) {
  if (key in ENDS) {
    return ENDS[key];
  }
  if (key in LARGE_KEYS) {
    return place + LARGE_KEYS[key];
  }
  return key in KEYS ? place + KEYS[key] * (shiftKey ? LARGE_STEP / STEP : 1) : undefined;
}
