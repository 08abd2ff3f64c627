import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { outlineOf } from "../../web/labs/classify/outline.js";
import { unpack } from "../../web/preview.js";

const SAVED = unpack(JSON.parse(readFileSync(new URL("../../dist/preview.json", import.meta.url))));
const CONFIG = SAVED.snapshot.config;
const MEASURED = /_(loss|accuracy|r2|confusion)$|^(type|id|lab|run|stopped|batch_losses)$/;

const lengths = (arrays) => arrays.map(({ length }) => length);

test("an outline has the form of a snapshot, but for what is measured", () => {
  const outline = outlineOf(CONFIG, SAVED);
  const missing = Object.keys(SAVED.snapshot).filter((key) => !(key in outline));
  assert.deepEqual(missing.filter((key) => !MEASURED.test(key)), []);
  ["layers", "classes", "activations", "parameters", "map_size", "tile_size"].forEach((key) => {
    assert.deepEqual(outline[key], SAVED.snapshot[key], key);
  });
  ["weights", "biases", "frozen_weights", "frozen_biases", "unit_maps"].forEach((key) => {
    assert.deepEqual(lengths(outline[key]), lengths(SAVED.snapshot[key]), key);
    assert.ok(outline[key].every((array) => array.every((value) => value === 0)), key);
  });
  assert.equal(outline.data.train_targets, SAVED.thumbnails.spiral.targets);
});

test("an outline has as many outputs as there are classes, and one for a number", () => {
  const lastOf = (patch) => outlineOf({ ...CONFIG, ...patch }, SAVED).layers.at(-1);
  assert.equal(lastOf({ dataset: "blobs" }), 4);
  assert.equal(lastOf({ dataset: "circle" }), 1);
  assert.equal(lastOf({ dataset: "plane", problem: "regression" }), 1);
  assert.equal(lastOf({ dataset: "formula", formula: "x1" }), 1);
  const points = [1, 2, 0, -1, -2, 1, 3, 3, 2];
  assert.equal(lastOf({ dataset: "points", points }), 3);
  assert.equal(lastOf({ dataset: "points", points: points.slice(0, 3) }), 1);
  assert.equal(lastOf({ dataset: "points", points, problem: "regression" }), 1);
});

test("the reader's own points are those of the outline", () => {
  const points = [1, 2, 0, -1, -2, 1];
  const { data, classes } = outlineOf({ ...CONFIG, dataset: "points", points }, SAVED);
  assert.deepEqual([data.train_inputs, data.train_targets], [[1, 2, -1, -2], [0, 1]]);
  assert.equal(classes, 2);
});

test("a feature of the reader's own has a map without values", () => {
  const saved = SAVED.snapshot.feature_maps;
  const maps = outlineOf({ ...CONFIG, custom_feature: "x1 * x2" }, SAVED).feature_maps;
  assert.equal(maps.length, (saved.length / 7) * 8);
  assert.deepEqual([...maps.subarray(80, 88)], [...saved.subarray(70, 77), 0]);
});
