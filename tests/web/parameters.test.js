import assert from "node:assert/strict";
import { test } from "node:test";

import { activateLayer, activationsOf } from "../../web/config.js";
import {
  addressOnWire,
  formatParameter,
  hasParameter,
  incomingWeights,
  inputRows,
  isFrozen,
  valueOf,
} from "../../web/views/parameters.js";
import { readNumber } from "../../web/views/number-field.js";

const SNAPSHOT = {
  layers: [2, 3, 1],
  map_size: 2,
  feature_maps: new Float32Array(4 * 7),
  config: { features: ["x2", "sin_x1"] },
  weights: [Float32Array.of(1, 2, 3, 4, 5, 6), Float32Array.of(7, 8, 9)],
  biases: [Float32Array.of(0, 0, 0), Float32Array.of(10)],
  frozen_weights: [Float32Array.of(0, 0, 0, 0, 1, 0), new Float32Array(3)],
  frozen_biases: [new Float32Array(3), Float32Array.of(1)],
};

test("a weight is found by the features that are switched on", () => {
  assert.deepEqual(inputRows(SNAPSHOT), [1, 5]);
  const weight = { layer: 1, unit: 1, row: 5 };
  assert.equal(valueOf(SNAPSHOT, weight), 5);
  assert.equal(isFrozen(SNAPSHOT, weight), true);
  assert.deepEqual(addressOnWire(SNAPSHOT, weight), { layer: 1, unit: 1, source: 1 });
});

test("without a row it is the bias, the output's included", () => {
  const bias = { layer: 2, unit: 0 };
  assert.equal(valueOf(SNAPSHOT, bias), 10);
  assert.equal(isFrozen(SNAPSHOT, bias), true);
  assert.deepEqual(addressOnWire(SNAPSHOT, bias), bias);
});

test("a parameter of a feature that is off, or of a neuron that has gone, is not there", () => {
  assert.equal(hasParameter(SNAPSHOT, { layer: 1, unit: 1, row: 0 }), false);
  assert.equal(hasParameter(SNAPSHOT, { layer: 2, unit: 1 }), false);
  assert.equal(hasParameter(SNAPSHOT, { layer: 3, unit: 0 }), false);
  assert.equal(hasParameter(SNAPSHOT, { layer: 2, unit: 0, row: 3 }), false);
});

test("a formula of the reader is the eighth feature", () => {
  const feature_maps = new Float32Array(4 * 8);
  const config = { features: ["x1", "custom"] };
  assert.deepEqual(inputRows({ ...SNAPSHOT, feature_maps, config }), [0, 7]);
});

test("incoming weights come from every neuron that is an input", () => {
  assert.deepEqual(
    incomingWeights(SNAPSHOT, { layer: 1, unit: 2 }).map(({ row }) => row),
    [1, 5],
  );
  assert.deepEqual(
    incomingWeights(SNAPSHOT, { layer: 2, unit: 0 }).map(({ row }) => row),
    [0, 1, 2],
  );
});

test("small values have one digit more", () => {
  assert.deepEqual([-1.886, 0.0214, 0].map(formatParameter), ["−1.89", "0.021", "0"]);
});

test("a typed number may have either minus sign", () => {
  assert.deepEqual(["-1.5", "−1.5", " 2 "].map((text) => readNumber(text, 9).value), [-1.5, -1.5, 2]);
});

test("what is no number is explained", () => {
  for (const text of ["", "abc", "1,5,2", "NaN", "10", "-1e999"]) {
    const { value, problem } = readNumber(text, 9);
    assert.equal(value, undefined);
    assert.match(problem, /Type /);
  }
});

test("layers have their own activation until all agree", () => {
  const config = { hidden: [4, 2, 2], activation: "tanh", layer_activations: [] };
  const mixed = { ...config, ...activateLayer(config, 2, "relu") };
  assert.deepEqual(activationsOf(mixed), ["tanh", "relu", "tanh"]);
  assert.deepEqual(activateLayer(mixed, 2, ""), { activation: "tanh", layer_activations: [] });
});
