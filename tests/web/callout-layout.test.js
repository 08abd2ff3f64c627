import assert from "node:assert/strict";
import { test } from "node:test";

import { placeCallout, tileBoxes } from "../../web/views/callout-layout.js";
import { layoutNetwork } from "../../web/views/network-layout.js";

const ROOM = { x: 76, y: 48, width: 700, height: 596 };
const SIZE = { width: 200, height: 44 };

test("a callout stands below its anchor where there is room, else above", () => {
  const low = { x: 300, top: 580, bottom: 630 };
  const high = { x: 300, top: 100, bottom: 150 };
  assert.equal(placeCallout(ROOM, [high], SIZE, []).side, "below");
  assert.equal(placeCallout(ROOM, [low], SIZE, []).side, "above");
});

test("its arrow points at the anchor when the edge pushes it aside", () => {
  const { left, arrow } = placeCallout(ROOM, [{ x: 760, top: 100, bottom: 100 }], SIZE, []);
  assert.equal(left, 576);
  assert.equal(left + arrow, 760);
});

test("it never covers a tile: with none to spare there is no callout", () => {
  const taken = tileBoxes(layoutNetwork(ROOM, [7, 32, 32, 32, 1]));
  const anchors = taken.map(({ left, top, height }) => ({ x: left, top, bottom: top + height }));
  const place = placeCallout(ROOM, anchors, { width: 700, height: 500 }, taken);
  assert.equal(place, undefined);
});
