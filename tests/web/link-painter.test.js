import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.devicePixelRatio = 1;
globalThis.Path2D = class {
  moveTo() {}
  bezierCurveTo() {}
};

const { createLinkPainter } = await import("../../web/views/link-painter.js");

const UNITS = 1000;
const PORTION = 800; // of them in a frame

/** A canvas that only notes how links are stroked: [width, color, how it goes with what is there]. */
function noteStrokes() {
  const strokes = [];
  const context = {
    setTransform() {},
    clearRect: () => strokes.splice(0),
    scale() {},
    setLineDash() {},
    stroke() {
      strokes.push([context.lineWidth, context.strokeStyle, context.globalCompositeOperation]);
    },
  };
  return { strokes, canvas: { getContext: () => context } };
}

/** A painter of 1000 links out of one feature; every second weight is negative. */
function paint({ isPlaying = false } = {}) {
  const { strokes, canvas } = noteStrokes();
  const palette = { css: () => "gray", positive: "blue", negative: "red" };
  const painter = createLinkPainter(canvas, palette);
  const ends = new Float32Array(UNITS);
  painter.place([{ left: 0, right: 90, sources: [0], units: UNITS, starts: ends, ends }], 48);
  const weights = [Float32Array.from(ends, (_, i) => (0.2 + i / UNITS) * (i % 2 ? -1 : 1))];
  painter.draw({ weights, frozen: [ends], isPlaying });
  return { painter, strokes };
}

test("of the strongest links the strongest lies on top, and all others are below", () => {
  const { strokes, painter } = paint();
  painter.goOn();
  const widths = strokes.map(([width]) => width);
  const [first, later] = [strokes.slice(0, PORTION), strokes.slice(PORTION)];
  assert.equal(strokes.length, UNITS);
  assert.ok(first.every(([, , composite]) => composite !== "destination-over"));
  assert.ok(later.every(([, , composite]) => composite === "destination-over"));
  assert.ok(widths[0] < widths[PORTION - 1]);
  assert.ok(widths[PORTION] <= widths[0] && widths.at(-1) < widths[PORTION]);
  assert.equal(strokes.filter(([, color]) => color === "red").length, UNITS / 2);
});

test("of many links a portion is stroked, and the rest in the next frames", () => {
  const { strokes, painter } = paint();
  assert.equal(strokes.length, PORTION);
  assert.equal(painter.isWaiting(), true);
  painter.goOn();
  assert.equal(strokes.length, UNITS);
  assert.equal(painter.isWaiting(), false);
});

test("while training runs the weakest links are left out", () => {
  const { strokes, painter } = paint({ isPlaying: true });
  assert.equal(strokes.length, PORTION);
  assert.equal(painter.isWaiting(), false);
});
