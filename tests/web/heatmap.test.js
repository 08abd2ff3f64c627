import assert from "node:assert/strict";
import { test } from "node:test";

import { paintField } from "../../web/views/heatmap.js";

globalThis.devicePixelRatio = 1;

/** Its tables say which entry was looked up: pixels are indices, plus 1000 per class. */
const PALETTE = {
  heat: Uint32Array.from({ length: 257 }, (_, i) => i),
  discreteHeat: Uint32Array.from({ length: 257 }, (_, i) => (i < 128 ? 7 : 8)),
  classHeat: [0, 1000, 2000].map((base) => Uint32Array.from({ length: 257 }, (_, i) => base + i)),
  discreteClassHeat: [1, 2, 3].map((flat) => new Uint32Array(257).fill(flat)),
  hatch: () => Uint32Array.of(9001, 9002),
};

/** Paints onto a canvas that only keeps its pixels; returns the first line of them. */
function paintedLine(width, field, options) {
  const image = { data: new Uint8ClampedArray(width * width * 4) };
  const context = { createImageData: () => image, putImageData: () => {} };
  const canvas = { width, height: width, getContext: () => context };
  paintField(canvas, field, PALETTE, options);
  return [...new Uint32Array(image.data.buffer, 0, width)];
}

function fieldOf(values, stride = 1) {
  return { values, offset: 0, stride, size: 2 };
}

test("values are interpolated between samples and level beyond them", () => {
  assert.deepEqual(paintedLine(4, fieldOf([-1, 1, -1, 1])), [0, 64, 192, 256]);
});

test("values beyond the ends of the table get the ends", () => {
  assert.deepEqual(paintedLine(2, fieldOf([-30, 30, -30, 30])), [0, 256]);
});

test("a scale is applied before the look-up", () => {
  assert.deepEqual(paintedLine(2, fieldOf([-6, 3, -6, 3]), { scale: 1 / 6 }), [0, 192]);
});

test("discretized, only the sign is left", () => {
  const line = paintedLine(4, fieldOf([-0.001, 9, -0.001, 9]), { discretize: true });
  assert.deepEqual(line, [7, 8, 8, 8]);
});

test("what is not a finite number is hatched", () => {
  assert.deepEqual(paintedLine(2, fieldOf([NaN, 1, NaN, 1])), [9001, 256]);
  assert.deepEqual(paintedLine(2, fieldOf([Infinity, 0, Infinity, 0])), [9001, 128]);
});

test("of several classes the most likely one is shown, as strongly as it is likely", () => {
  const sides = [0.5, 0.25, 0.25, 0, 0, 1];
  const line = paintedLine(4, fieldOf([...sides, ...sides], 3), { classes: 3 });
  assert.deepEqual(line, [192, 2184, 2232, 2256]);
});

test("discretized, a class is flat", () => {
  const sides = [0.5, 0.25, 0.25, 0, 0, 1];
  const options = { classes: 3, discretize: true };
  assert.deepEqual(paintedLine(2, fieldOf([...sides, ...sides], 3), options), [1, 3]);
});

test("a place on a canvas has round corners", () => {
  let opacities;
  const context = {
    createImageData: (width, height) => ({ data: new Uint8ClampedArray(width * height * 4) }),
    putImageData: ({ data }, left, top) => {
      opacities = Array.from({ length: 8 * 8 }, (_, i) => data[4 * i + 3]);
      assert.deepEqual([left, top], [3, 5]);
    },
  };
  const canvas = { width: 20, height: 20, getContext: () => context };
  const place = { left: 3, top: 5, width: 8, height: 8, radius: 3 };
  const opaque = { ...PALETTE, heat: new Uint32Array(257).fill(0xff112233) };
  paintField(canvas, fieldOf([0, 0, 0, 0]), opaque, { place });
  const rows = Array.from({ length: 8 }, (_, y) => opacities.slice(8 * y, 8 * y + 8));
  assert.equal(rows[0][0], 0);
  assert.ok(rows[0][1] > 0 && rows[0][1] < 255);
  assert.deepEqual(rows[3], Array(8).fill(255));
  assert.deepEqual(rows, rows.toReversed());
  rows.forEach((row) => assert.deepEqual(row, row.toReversed()));
});
