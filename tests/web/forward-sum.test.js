import assert from "node:assert/strict";
import { test } from "node:test";

import { forwardSum } from "../../web/labs/classify/forward-sum.js";

const CONFIG = { loss: "squared_error" };

function reading({ inputs, weights, biases, values, ...rest }) {
  const layers = [inputs.length, biases.length];
  const snapshot = { layers, weights: [weights], biases: [biases], activations: [], ...rest };
  return { values: [inputs, values], snapshot: { config: CONFIG, classes: 2, ...snapshot } };
}

test("terms are weight times input, in the order of the inputs", () => {
  const example = reading({ inputs: [2, 3], weights: [0.5, 9, -1, 9], biases: [0.25, 9], values: [0, 0] });
  const { terms, bias, sum } = forwardSum(example, { layer: 1, unit: 0 });
  assert.deepEqual(terms.map(({ product }) => product), [1, -3]);
  assert.equal(bias, 0.25);
  assert.equal(sum, -1.75);
});

test("what is beyond eight terms is one sum", () => {
  const inputs = Array(12).fill(1);
  const example = reading({ inputs, weights: Array(12).fill(0.5), biases: [0], values: [0] });
  const { terms, rest, sum } = forwardSum(example, { layer: 1, unit: 0 });
  assert.equal(terms.length, 8);
  assert.deepEqual(rest, { count: 4, sum: 2 });
  assert.equal(sum, 6);
});

test("the output has the function of its problem and loss", () => {
  const parts = { inputs: [1], weights: [1], biases: [0], values: [0] };
  const nameOf = (more) => forwardSum(reading({ ...parts, ...more }), { layer: 1, unit: 0 }).activation;
  assert.equal(nameOf({}), "tanh");
  assert.equal(nameOf({ config: { loss: "cross_entropy" } }), "half_tanh");
  assert.equal(nameOf({ classes: 3 }), "softmax");
  assert.equal(nameOf({ classes: 0 }), "linear");
});
