import assert from "node:assert/strict";
import { test } from "node:test";

import { createDecimator, decimate } from "../../web/views/decimate.js";

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

test("a growing curve is thinned out as if it had always been that long", () => {
  const thin = createDecimator(100);
  const losses = EPOCHS.map((epoch) => Math.sin(epoch));
  for (const length of [50, 500, 501, 640, 5000, 5037]) {
    const [epochs, curve] = [EPOCHS.slice(0, length), losses.slice(0, length)];
    assert.deepEqual(thin(epochs, [curve]), decimate(epochs, [curve], 100));
  }
});

test("a curve that went back and grew again forgets what it was", () => {
  const thin = createDecimator(100);
  const epochs = EPOCHS.slice(0, 1000);
  const [before, after] = [Math.sin, Math.cos].map((wave) => epochs.map(wave));
  thin(epochs, [before]);
  assert.deepEqual(thin(epochs, [after]), decimate(epochs, [after], 100));
});
