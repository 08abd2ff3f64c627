import assert from "node:assert/strict";
import { test } from "node:test";

import * as points from "../../web/labs/classify/points.js";
import { createPlottedData } from "../../web/views/plotted-data.js";

const THREE = [0, 0, 0, 1, 1, 1, -2, 3, 2];

test("a place is within the plane, and short to write", () => {
  assert.deepEqual(points.placeOf(7, -1.23456), { x1: 6, x2: -1.23 });
});

test("points are added, moved and erased in another list", () => {
  assert.deepEqual(points.withPoint([], { x1: 1, x2: 2 }, 3), [1, 2, 3]);
  assert.deepEqual(points.withMoved(THREE, 1, { x1: 5, x2: 4 }), [0, 0, 0, 5, 4, 1, -2, 3, 2]);
  assert.deepEqual(THREE, [0, 0, 0, 1, 1, 1, -2, 3, 2]);
});

test("the last point fills the gap of one that goes", () => {
  assert.deepEqual(points.withoutPoint(THREE, 0), [-2, 3, 2, 1, 1, 1]);
  assert.deepEqual(points.withoutPoint(THREE, 2), [0, 0, 0, 1, 1, 1]);
  assert.deepEqual(points.withoutPoint([1, 2, 3], 0), []);
});

test("the nearest point is found within reach only", () => {
  assert.equal(points.nearestPoint(THREE, { x1: 0.9, x2: 1.2 }, 0.5), 1);
  assert.equal(points.nearestPoint(THREE, { x1: 5, x2: 5 }, 0.5), -1);
  assert.equal(points.nearestPoint([], { x1: 0, x2: 0 }), -1);
});

test("a data set becomes points, those for training first", () => {
  const data = {
    train_inputs: Float32Array.of(0.1, 2),
    train_targets: Float32Array.of(1),
    test_inputs: Float32Array.of(-3, 4),
    test_targets: Float32Array.of(0),
  };
  assert.deepEqual(points.pointsOf(data), [0.1, 2, 1, -3, 4, 0]);
});

test("own points are plotted before Python has seen them, and as it uses them", () => {
  const plotted = createPlottedData();
  const config = { dataset: "points", problem: "classification", points: [0.1, 0, 0, 1, 1, 1] };
  const data = { train_inputs: Float32Array.of(1, 1) };
  const state = {
    config: { ...config, points: [...config.points, 2, 2, 2] },
    snapshot: { config, data },
  };
  const shown = plotted(state);
  assert.deepEqual(shown.train_inputs, [1, 1, 2, 2]);
  assert.deepEqual(shown.test_inputs, [0.1, 0]);
  assert.equal(plotted(state), shown);
});

test("targets for another problem are not plotted", () => {
  const data = {};
  const state = {
    config: { dataset: "points", problem: "regression", points: [0, 0, 0.5] },
    snapshot: { config: { dataset: "spiral", problem: "classification" }, data },
  };
  assert.equal(createPlottedData()(state), data);
});
