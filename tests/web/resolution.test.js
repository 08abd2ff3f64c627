import assert from "node:assert/strict";
import { test } from "node:test";

import { COARSE, createResolution, FULL, suitableSize } from "../../web/labs/classify/resolution.js";

const snapshot = { layers: [2, 16, 16, 1], tile_size: FULL };
const LARGE = { snapshot, playing: true, speed: "1", view: "output" };

test("maps are coarse only while a large network trains that is not looked at closely", () => {
  assert.equal(suitableSize(LARGE), COARSE);
  assert.equal(suitableSize({ ...LARGE, playing: false }), FULL);
  assert.equal(suitableSize({ ...LARGE, focus: { layer: 1, unit: 0 } }), FULL);
  assert.equal(suitableSize({ ...LARGE, view: "space" }), FULL);
  assert.equal(suitableSize({ ...LARGE, speed: "batch" }), FULL);
  assert.equal(suitableSize({ ...LARGE, snapshot: { layers: [2, 4, 2, 1] } }), FULL);
});

test("another size is asked for once, and again only if it did not come to that", async () => {
  const asked = [];
  const resolution = createResolution({ resize: async ({ tile_size }) => asked.push(tile_size) });
  const first = resolution.follow(LARGE);
  resolution.follow(LARGE);
  await first;
  assert.deepEqual(asked, [COARSE]);
  await resolution.follow({ ...LARGE, snapshot: { ...snapshot, tile_size: COARSE } });
  assert.deepEqual(asked, [COARSE]);
  await resolution.follow(LARGE);
  assert.deepEqual(asked, [COARSE, COARSE]);
});
