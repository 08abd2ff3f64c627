import assert from "node:assert/strict";
import { test } from "node:test";
import { smoothed } from "../../web/views/smooth.js";

const close = (actual, expected) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-12, `${value}`));
};

/** As TensorBoard computes it, point by point. */
function tensorBoard(values, factor) {
  let last = 0;
  return values.map((value, i) => {
    last = last * factor + (1 - factor) * value;
    return last / (1 - factor ** (i + 1));
  });
}

test("a curve is smoothed as in TensorBoard", () => {
  const losses = [1, 0.2, 0.9, 0.1, 0.5];
  close(smoothed([0, 1, 2, 3, 4], losses, 0.6), tensorBoard(losses, 0.6));
});

test("without smoothing a curve stays as it is", () => {
  assert.deepEqual(smoothed([0, 1, 5], [3, 1, 2], 0), [3, 1, 2]);
});

test("a constant loss stays constant, from the first point on", () => {
  close(smoothed([0, 3, 4, 90], [2, 2, 2, 2], 0.99), [2, 2, 2, 2]);
});

test("epochs that were not seen count like ones with the loss that follows", () => {
  const every = smoothed([0, 1, 2, 3], [1, 5, 5, 5], 0.8);
  const sparse = smoothed([0, 3], [1, 5], 0.8);
  close([sparse[1]], [every[3]]);
});

test("what is not finite is passed on and forgotten", () => {
  const [first, missing, broken, last] = smoothed([0, 1, 2, 3], [1, undefined, NaN, 1], 0.9);
  assert.deepEqual([first, missing, last], [1, undefined, 1]);
  assert.ok(Number.isNaN(broken));
});
