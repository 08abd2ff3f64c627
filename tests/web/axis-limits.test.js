import assert from "node:assert/strict";
import { test } from "node:test";

import { createAxisLimits } from "../../web/views/axis-limits.js";

function neuron(...values) {
  return [{ values: Float32Array.from(values), offset: 0, stride: 1 }];
}

test("bounded activations have fixed limits", () => {
  const limitsOf = createAxisLimits();
  const limits = limitsOf({ activation: "tanh", values: neuron(0.1), key: "", isMoving: true });
  assert.deepEqual(limits, { low: -1, high: 1 });
});

test("others get round limits, with nothing below 0 where there are no such values", () => {
  const limitsOf = createAxisLimits();
  const limits = limitsOf({ activation: "relu", values: neuron(0, 4.2), key: "", isMoving: true });
  assert.deepEqual(limits, { low: 0, high: 5 });
});

test("small changes do not move the limits", () => {
  const limitsOf = createAxisLimits();
  const show = (...values) =>
    limitsOf({ activation: "linear", values: neuron(...values), key: "", isMoving: true });
  const first = show(-2.5, 2.4);
  assert.deepEqual(show(-2.8, 2.1), first);
  assert.deepEqual(show(-2.2, 2.6), first);
});

test("large changes move them slowly, and only one way", () => {
  const limitsOf = createAxisLimits();
  const show = (value) =>
    limitsOf({ activation: "relu", values: neuron(value), key: "", isMoving: true }).high;
  const highs = [show(1), ...Array.from({ length: 200 }, () => show(40))];
  highs.slice(1).forEach((high, i) => assert.ok(high >= highs[i] && high - highs[i] < 5));
  assert.equal(highs.at(-1), 50);
});

test("at rest, and for another layer, they are right at once", () => {
  const limitsOf = createAxisLimits();
  const show = (value, key, isMoving) =>
    limitsOf({ activation: "relu", values: neuron(value), key, isMoving }).high;
  show(1, "a", true);
  assert.equal(show(40, "a", false), 50);
  assert.equal(show(1, "b", true), 1.5);
});
