import assert from "node:assert/strict";
import test from "node:test";

import { penaltyOf } from "../../web/views/score-details.js";

const WEIGHTS = [new Float32Array([1, -2]), new Float32Array([0.5])];

test("the penalty is that of the rule, times its rate, over all weights", () => {
  const penalty = (regularization) =>
    penaltyOf(WEIGHTS, { regularization, regularization_rate: 0.1 });
  assert.ok(Math.abs(penalty("l1") - 0.35) < 1e-12);
  assert.ok(Math.abs(penalty("l2") - 0.2625) < 1e-12);
  assert.equal(penalty("none"), undefined);
});
