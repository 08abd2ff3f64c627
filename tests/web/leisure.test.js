import assert from "node:assert/strict";
import { test } from "node:test";

import { atLeisure, createLeisure } from "../../web/views/leisure.js";

/** The times, in ms, at which a view draws that is shown these states, one every 16 ms. */
function drawingTimes(states) {
  let time = 0;
  const times = [];
  const view = atLeisure({ draw: () => times.push(time) }, createLeisure(() => time));
  states.forEach((state) => {
    view.draw(state);
    time += 16;
  });
  return times;
}

const TRAINING = { playing: true, is_away: false };
const RESTING = { playing: false, is_away: false };

test("while training runs a view at leisure is drawn ten times a second at most", () => {
  assert.deepEqual(drawingTimes(Array(15).fill(TRAINING)), [0, 112, 224]);
});

test("what is shown when training rests is always the last state", () => {
  assert.deepEqual(drawingTimes([TRAINING, TRAINING, RESTING, RESTING]), [0, 32, 48]);
});

test("a page that is about to be out of sight is drawn to the end", () => {
  assert.deepEqual(drawingTimes([TRAINING, { ...TRAINING, is_away: true }]), [0, 16]);
});
