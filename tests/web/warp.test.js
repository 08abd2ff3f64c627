import assert from "node:assert/strict";
import { test } from "node:test";

import { fillTriangle, fillWarp, placeSamples, sampleAt } from "../../web/views/warp.js";

const TABLE = Uint32Array.from({ length: 257 }, (_, i) => i + 1);

function surface(side) {
  return { pixels: new Uint32Array(side * side), width: side, height: side };
}

function corner(x, y) {
  return { x, y };
}

test("two triangles fill their square without a gap", () => {
  const canvas = surface(16);
  fillTriangle(canvas, [corner(0, 0), corner(16, 0), corner(0, 16)], [0, 0, 0], TABLE);
  fillTriangle(canvas, [corner(16, 0), corner(16, 16), corner(0, 16)], [0, 0, 0], TABLE);
  assert.ok(canvas.pixels.every((pixel) => pixel === TABLE[128]));
});

test("values change evenly over a triangle", () => {
  const canvas = surface(16);
  fillTriangle(canvas, [corner(0, 0), corner(16, 0), corner(0, 16)], [-1, 1, -1], TABLE);
  assert.equal(canvas.pixels[8], TABLE[Math.floor(((8.5 / 16) * 2 - 1) * 128 + 128.5)]);
});

test("what lies outside of the picture, or is not a number, is left out", () => {
  const canvas = surface(4);
  fillTriangle(canvas, [corner(-9, -9), corner(20, -9), corner(-9, 20)], [1, 1, 1], TABLE);
  assert.ok(canvas.pixels.every((pixel) => pixel === TABLE[256]));
  fillTriangle(canvas, [corner(NaN, 0), corner(4, 0), corner(0, 4)], [-1, -1, -1], TABLE);
  assert.ok(canvas.pixels.every((pixel) => pixel === TABLE[256]));
});

test("a layer that changes nothing leaves the plane as it is", () => {
  const size = 4;
  const values = Float32Array.from({ length: size * size * 2 }, (_, i) =>
    i % 2 === 0 ? (i / 2) % size : Math.floor(i / 2 / size),
  );
  const places = new Float32Array(2 * size * size);
  const map = { values, stride: 2, size };
  placeSamples(map, [0, 1], { x: (v) => v, y: (v) => v }, places);
  assert.deepEqual(places, values);
});

test("of several classes the likeliest fills a triangle", () => {
  const canvas = surface(2);
  const places = Float32Array.of(0, 0, 2, 0, 0, 2, 2, 2);
  const values = Float32Array.of(0.2, 0.8, 0.2, 0.8, 0.2, 0.8, 0.2, 0.8);
  const tables = [TABLE, TABLE.map((entry) => entry + 1000)];
  fillWarp(canvas, places, { values, stride: 2, size: 2 }, { tables, step: 1 });
  assert.ok(canvas.pixels.every((pixel) => pixel > 1000));
});

test("between samples the value is interpolated", () => {
  const map = { values: Float32Array.of(0, 1, 2, 3), stride: 1, size: 2 };
  assert.equal(sampleAt(map, 0, 0, 0, 6), 1.5);
  assert.equal(sampleAt(map, 0, -3, 3, 6), 0);
  assert.equal(sampleAt(map, 0, 3, -3, 6), 3);
});
