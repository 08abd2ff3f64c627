import assert from "node:assert/strict";
import { test } from "node:test";

import * as config from "../../web/config.js";

test("text becomes the value that a setting has", () => {
  assert.deepEqual(config.changesFor("learning_rate", "0.003", {}), { learning_rate: 0.003 });
  assert.deepEqual(config.changesFor("optimizer", "sgd", {}), { optimizer: "sgd" });
});

test("the slider of the batch size counts its stops", () => {
  assert.deepEqual(config.changesFor("batch_size", "4", {}), { batch_size: 10 });
  assert.deepEqual(config.shownAs("batch_size", { batch_size: 10 }), { text: "4", words: "10" });
});

test("a batch size between two stops is shown as it is, beside the nearest stop", () => {
  assert.deepEqual(config.shownAs("batch_size", { batch_size: 20 }), { text: "5", words: "20" });
});

test("a setting that is not known yet is not shown", () => {
  assert.equal(config.shownAs("noise", {}), undefined);
  assert.equal(config.shownAs("depth", {}), undefined);
});

test("a deeper network repeats its last layer, a shallower one loses layers at the end", () => {
  const depth = (text, hidden) => config.changesFor("depth", text, { hidden }).hidden;
  assert.deepEqual(depth("4", [4, 2]), [4, 2, 2, 2]);
  assert.deepEqual(depth("1", [4, 2]), [4]);
  assert.deepEqual(depth("2", []), [4, 4]);
});

test("the width is that of all layers, or a range", () => {
  assert.deepEqual(config.changesFor("width", "7", { hidden: [4, 2] }), { hidden: [7, 7] });
  assert.equal(config.shownAs("width", { hidden: [4, 2] }).words, "2–4");
  assert.equal(config.shownAs("width", { hidden: [3, 3] }).words, "3");
  assert.equal(config.shownAs("width", { hidden: [] }).words, "–");
});

test("another problem takes along a data set and a loss that go with it", () => {
  const changes = config.changesFor("problem", "regression", { loss: "cross_entropy" });
  assert.deepEqual(changes, { problem: "regression", dataset: "plane", loss: "squared_error" });
  assert.ok(config.isOffered("dataset", changes.dataset, changes));
  assert.ok(!config.isOffered("loss", "cross_entropy", changes));
});

test("toggled features stay in their order", () => {
  assert.deepEqual(config.toggleFeature(["x1", "sin_x1"], "x2"), ["x1", "x2", "sin_x1"]);
  assert.deepEqual(config.toggleFeature(["x1", "x2"], "x1"), ["x2"]);
});

test("a gentler learning rate is at least ten times smaller", () => {
  const pairs = [[10, 0.3], [3, 0.3], [1, 0.1], [0.3, 0.03], [0.05, 0.003], [0.00001, 0.00001]];
  pairs.forEach(([rate, gentler]) => assert.equal(config.gentlerRate(rate), gentler));
});
