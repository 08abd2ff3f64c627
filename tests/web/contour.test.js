import assert from "node:assert/strict";
import { test } from "node:test";

import { classBoundaries, zeroContour } from "../../web/views/contour.js";

/** A field of size × size samples of a function over [0, 1]². */
function sampled(size, ...functions) {
  const stride = functions.length;
  const values = new Float32Array(size * size * stride);
  for (let p = 0; p < size * size; p += 1) {
    const x = ((p % size) + 0.5) / size;
    const y = (Math.floor(p / size) + 0.5) / size;
    functions.forEach((f, i) => {
      values[p * stride + i] = f(x, y);
    });
  }
  return { values, offset: 0, stride, size };
}

function points(segments) {
  return Array.from({ length: segments.length / 2 }, (_, i) => segments.slice(2 * i, 2 * i + 2));
}

function lengthOf(segments) {
  let length = 0;
  for (let i = 0; i < segments.length; i += 4) {
    length += Math.hypot(segments[i + 2] - segments[i], segments[i + 3] - segments[i + 1]);
  }
  return length;
}

test("the zero line of a plane is straight and reaches from edge to edge", () => {
  const segments = zeroContour(sampled(10, (x) => x - 0.33));
  points(segments).forEach(([x]) => assert.ok(Math.abs(x - 0.33) < 1e-6));
  assert.ok(Math.abs(lengthOf(segments) - 1) < 1e-6);
});

test("the zero line of a cone is a circle", () => {
  const segments = zeroContour(sampled(100, (x, y) => Math.hypot(x - 0.5, y - 0.5) - 0.3));
  points(segments).forEach(([x, y]) => {
    assert.ok(Math.abs(Math.hypot(x - 0.5, y - 0.5) - 0.3) < 1e-3);
  });
  assert.ok(Math.abs(lengthOf(segments) - 0.6 * Math.PI) < 0.01);
});

test("a saddle is cut into two lines that do not cross", () => {
  const segments = zeroContour({ values: [1, -2, -2, 1], offset: 0, stride: 1, size: 2 });
  const middle = points(segments).filter(([x, y]) => Math.hypot(x - 0.5, y - 0.5) < 0.1);
  assert.deepEqual(middle, []);
});

test("values that are no numbers have no line", () => {
  assert.deepEqual(zeroContour(sampled(4, (x) => (x < 0.5 ? NaN : 1))), []);
});

test("the map of one neuron is picked from those of its layer", () => {
  const layer = sampled(10, () => 1, (x, y) => y - 0.5);
  assert.deepEqual(zeroContour({ ...layer, offset: 0 }), []);
  assert.ok(lengthOf(zeroContour({ ...layer, offset: 1 })) > 0.99);
});

test("classes are parted where the lead changes, once per pair", () => {
  const field = sampled(40, (x) => 1 - x, (x) => x, () => 0.1);
  const segments = classBoundaries(field);
  points(segments).forEach(([x]) => assert.ok(Math.abs(x - 0.5) < 1e-6));
  assert.ok(Math.abs(lengthOf(segments) - 1) < 1e-6);
});
