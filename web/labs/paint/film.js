// The frames of a time-lapse: what a run painted by step, thinned out so that a long run needs no
// more memory than a short one.

import { WHOLE } from "./frame.js";

const MOST_FRAMES = 160;

export const EMPTY_FILM = { frames: [], spacing: 0 };

/** A frame: the picture of a snapshot, in bytes. */
export function frameOf({ step, psnr, picture, picture_width: width, picture_height: height }) {
  const bytes = converted(picture, Uint8ClampedArray, (value) => 255 * value);
  return { step, psnr, bytes, width, height };
}

/** A frame as picture.js draws it. */
export function pictureOfFrame({ bytes, width, height }) {
  const values = converted(bytes, Float32Array, (byte) => byte / 255);
  return { values, width, height, frame: WHOLE };
}

/** As Kind.from(values, convert), which makes a list of numbers first: dear for each picture that comes. */
function converted(values, Kind, convert) {
  const result = new Kind(values.length);
  for (let i = 0; i < result.length; i += 1) {
    result[i] = convert(values[i]);
  }
  return result;
}

/** Adds a frame; those it does not come after are forgotten: the run went back in time. */
export function extendFilm({ frames, spacing }, frame) {
  const before = frames.filter(({ step }) => step < frame.step);
  const isCrowded = before.length > 1 && frame.step - before.at(-2).step < spacing;
  const next = [...(isCrowded ? before.slice(0, -1) : before), frame];
  return next.length > MOST_FRAMES ? thinned(next) : { frames: next, spacing: before.length ? spacing : 0 };
}

function thinned(frames) {
  const duration = frames.at(-1).step - frames[0].step;
  return {
    frames: frames.filter((_, index) => index % 2 === 0 || index === frames.length - 1),
    spacing: (2 * duration) / MOST_FRAMES,
  };
}
