// The part of the plane that is shown, in parts of the image: 0, 0, 1, 1 is all of it, and what
// lies beyond was never shown to the network. A frame is as many images wide as it is high.

import { clamp } from "../../scales.js";

export const WHOLE = { left: 0, top: 0, right: 1, bottom: 1 };
export const OUTSIDE = { left: -0.5, top: -0.5, right: 1.5, bottom: 1.5 };

const LEAST_SPAN = 1 / 64;
const MOST_SPAN = 4;

/** How many images fit side by side into the frame. */
export function spanOf({ left, right }) {
  return right - left;
}

export function isWhole(frame) {
  return Object.keys(WHOLE).every((side) => frame[side] === WHOLE[side]);
}

/** Enlarges what is shown; what lies at a place {x, y} of the frame, in parts of it, stays there. */
export function zoomed(frame, factor, { x, y } = { x: 0.5, y: 0.5 }) {
  const span = spanOf(frame);
  const next = clamp(span / factor, LEAST_SPAN, MOST_SPAN);
  return frameAt(frame.left + x * (span - next), frame.top + y * (span - next), next);
}

/** Moves the frame, by parts of itself. */
export function panned(frame, x, y) {
  const span = spanOf(frame);
  return frameAt(frame.left + x * span, frame.top + y * span, span);
}

/** A frame that holds all of the image if it can, and else nothing but image. */
function frameAt(left, top, span) {
  const place = (start) => clamp(start, Math.min(0, 1 - span), Math.max(0, 1 - span));
  const [x, y] = [place(left), place(top)];
  return { left: x, top: y, right: x + span, bottom: y + span };
}
