import assert from "node:assert/strict";
import { test } from "node:test";

import { hasUnit, outputMap, unitMap, unitName, unitTitle } from "../../web/views/units.js";

const SNAPSHOT = {
  config: { feature_scaling: "none" },
  layers: [2, 3, 4],
  classes: 4,
  feature_maps: new Float32Array(10 * 10 * 7),
  unit_maps: [new Float32Array(10 * 10 * 3), new Float32Array(10 * 10 * 4)],
};
const PALETTE = { heat: "heat", classHeat: ["iris", "coral", "teal", "brown"] };

test("neurons are called by their layer and number", () => {
  assert.equal(unitName(SNAPSHOT, { layer: 0, unit: 2 }), "Feature x1 squared");
  assert.equal(unitTitle(SNAPSHOT, { layer: 0, unit: 2 }), "Feature x₁ squared");
  assert.equal(unitName(SNAPSHOT, { layer: 1, unit: 0 }), "Layer 1, neuron 1");
  assert.equal(unitName(SNAPSHOT, { layer: 2, unit: 3 }), "Output, class 4");
  assert.equal(unitName({ layers: [2, 1], classes: 2 }, { layer: 1, unit: 0 }), "Output");
});

test("a neuron that went away is missed, a feature is there even if it is switched off", () => {
  assert.ok(hasUnit(SNAPSHOT, { layer: 1, unit: 2 }));
  assert.ok(!hasUnit(SNAPSHOT, { layer: 1, unit: 3 }));
  assert.ok(!hasUnit(SNAPSHOT, { layer: 3, unit: 0 }));
  assert.ok(hasUnit(SNAPSHOT, { layer: 0, unit: 6 }));
});

test("maps of a layer lie beside each other", () => {
  const { field } = unitMap(SNAPSHOT, { layer: 1, unit: 2 }, PALETTE);
  const { values, ...place } = field;
  assert.deepEqual(place, { offset: 2, stride: 3, size: 10 });
  assert.equal(values, SNAPSHOT.unit_maps[0]);
});

test("a standardized feature has the full color where it is largest", () => {
  const feature_maps = new Float32Array(7 * 10 * 10).fill(0.5);
  const snapshot = { ...SNAPSHOT, config: { feature_scaling: "standard" }, feature_maps };
  assert.equal(unitMap(snapshot, { layer: 0, unit: 4 }, PALETTE).options.scale, 2);
});

test("features are scaled down to be seen, classes have colors of their own", () => {
  const optionsOf = (address) => unitMap(SNAPSHOT, address, PALETTE).options;
  assert.deepEqual(optionsOf({ layer: 0, unit: 4 }), { scale: 1 / 24, colors: "heat" });
  assert.deepEqual(optionsOf({ layer: 1, unit: 0 }), { scale: 1, colors: "heat" });
  assert.deepEqual(optionsOf({ layer: 2, unit: 2 }), { scale: 1, colors: "teal" });
  assert.deepEqual(outputMap(SNAPSHOT).options, { classes: 4 });
});

test("on a scale of its own a neuron has the full color where it is largest", () => {
  const unit_maps = [new Float32Array(10 * 10 * 3), SNAPSHOT.unit_maps[1]];
  unit_maps[0][3 * 7 + 1] = -0.25;
  unit_maps[0][3 * 9 + 1] = Infinity;
  const scaleOf = (unit, isOwnScale) =>
    unitMap({ ...SNAPSHOT, unit_maps }, { layer: 1, unit }, PALETTE, { isOwnScale }).options.scale;
  assert.equal(scaleOf(1, true), 4);
  assert.equal(scaleOf(1, false), 1);
  assert.equal(scaleOf(0, true), 1);
});
