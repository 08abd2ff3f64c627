import assert from "node:assert/strict";
import { test } from "node:test";

import { layoutLinks, linkAt } from "../../web/views/links.js";
import { layoutNetwork, neighborOf } from "../../web/views/network-layout.js";

const STAGE = { x: 76, y: 48, width: 700, height: 616 }; // of a window of 1440 × 900
const FRAME = { x: 48, y: 0, width: 340, height: 352 }; // of a slide, 640 × 400
const DEEPEST = [7, 32, 32, 32, 32, 32, 32, 32, 32, 1];

test("tiles are as large as the largest column allows", () => {
  assert.equal(layoutNetwork(STAGE, [7, 8, 6, 4, 1]).tile, 52);
  assert.equal(layoutNetwork(STAGE, [7, 4, 2, 1]).tile, 60);
  assert.equal(layoutNetwork(FRAME, [7, 8, 6, 4, 1]).tile, 28);
});

for (const [name, room] of Object.entries({ STAGE, FRAME })) {
  test(`the largest network fits into ${name} without overlap`, () => {
    const { tile, columns } = layoutNetwork(room, DEEPEST);
    columns.forEach(({ left, size, tops }, index) => {
      const next = columns[index + 1]?.left ?? room.x + room.width + 1;
      assert.ok(left >= room.x && left + tile < next);
      assert.ok(tops[0] >= room.y && tops.at(-1) + size <= room.y + room.height);
      tops.slice(1).forEach((top, i) => assert.ok(top > tops[i] + size));
    });
  });
}

test("tiles keep their size when a notice makes the room a little lower", () => {
  const counts = [7, 4, 2, 1];
  const lower = { ...STAGE, height: STAGE.height - 50 };
  assert.equal(layoutNetwork(lower, counts).tile, 56);
  assert.equal(layoutNetwork(lower, counts, 60).tile, 60);
  assert.equal(layoutNetwork({ ...STAGE, height: 300 }, counts, 60).tile, 28);
});

test("a column is centered in the room", () => {
  const { tile, columns } = layoutNetwork(STAGE, [7, 1]);
  assert.equal(columns[1].tops[0] + tile / 2, STAGE.y + STAGE.height / 2);
});

test("arrows lead to the next tile, and to the nearest in the next column", () => {
  const layout = layoutNetwork(STAGE, [7, 8, 6, 1]);
  assert.deepEqual(neighborOf(layout, { layer: 1, unit: 3 }, "ArrowDown"), { layer: 1, unit: 4 });
  assert.deepEqual(neighborOf(layout, { layer: 1, unit: 0 }, "ArrowUp"), { layer: 1, unit: 0 });
  assert.deepEqual(neighborOf(layout, { layer: 1, unit: 7 }, "ArrowRight"), { layer: 2, unit: 5 });
  assert.deepEqual(neighborOf(layout, { layer: 3, unit: 0 }, "ArrowRight"), { layer: 3, unit: 0 });
  assert.deepEqual(neighborOf(layout, { layer: 2, unit: 2 }, "End"), { layer: 2, unit: 5 });
  assert.equal(neighborOf(layout, { layer: 2, unit: 2 }, "x"), undefined);
});

/** A point of a link's curve, by the formula of a cubic Bézier. */
function pointOf({ left, right, units, starts, ends }, { source, unit }, t) {
  const link = source * units + unit;
  const bezier = (a, b, c, d) =>
    a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t * t * (1 - t) + d * t ** 3;
  const middle = (left + right) / 2;
  const [start, end] = [starts[link], ends[link]];
  return [bezier(left, middle, middle, right), bezier(start, start, end, end)];
}

test("a link is found anywhere along its curve", () => {
  const gaps = layoutLinks(layoutNetwork(STAGE, [7, 3, 2, 1]), [0, 6]);
  const link = { layer: 1, source: 1, unit: 2 };
  for (const t of [0.1, 0.5, 0.9]) {
    const [x, y] = pointOf(gaps[0], link, t);
    assert.deepEqual(linkAt(gaps, x, y), link);
  }
});

test("the nearest of two links is found, and none from too far away", () => {
  const gaps = layoutLinks(layoutNetwork(STAGE, [7, 1]), [0, 6]);
  const [x, y] = pointOf(gaps[0], { source: 0, unit: 0 }, 0.3);
  assert.deepEqual(linkAt(gaps, x, y + 3), { layer: 1, source: 0, unit: 0 });
  assert.equal(linkAt(gaps, x, y - 20), undefined);
  assert.equal(linkAt(gaps, 0, 0), undefined);
});
