import assert from "node:assert/strict";
import { test } from "node:test";

import { decimate } from "../../web/views/decimate.js";

const EPOCHS = Array.from({ length: 100_000 }, (_, i) => i);

test("a short curve stays as it is", () => {
  const curve = [3, 2, 1];
  assert.deepEqual(decimate([0, 1, 2], [curve]), { epochs: [0, 1, 2], curves: [curve] });
});

test("a long curve keeps its spikes and its last value", () => {
  const curve = EPOCHS.map((epoch) => 1 / (1 + epoch));
  curve[54_321] = 9;
  curve[77_777] = -9;
  const thinned = decimate(EPOCHS, [curve]);
  assert.ok(thinned.epochs.length <= 1001);
  assert.equal(thinned.curves[0].length, thinned.epochs.length);
  assert.equal(Math.max(...thinned.curves[0]), 9);
  assert.equal(Math.min(...thinned.curves[0]), -9);
  assert.equal(thinned.epochs.at(-1), 99_999);
  assert.equal(thinned.curves[0].at(-1), curve.at(-1));
});

test("the stretches of a growing curve stay in place", () => {
  const shorter = decimate(EPOCHS.slice(0, 90_000), [EPOCHS.slice(0, 90_000)]);
  const longer = decimate(EPOCHS, [EPOCHS]);
  const shared = shorter.epochs.length - 4;
  assert.deepEqual(longer.epochs.slice(0, shared), shorter.epochs.slice(0, shared));
});
