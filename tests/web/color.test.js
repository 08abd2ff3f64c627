import assert from "node:assert/strict";
import { test } from "node:test";

import { blend, parseColor, toCss, toPixel, toRgb } from "../../web/color.js";

test("a color survives the way through OKLab", () => {
  assert.deepEqual(toRgb(parseColor("#9FA1F7")), [0x9f, 0xa1, 0xf7]);
  assert.deepEqual(toRgb(parseColor("#000000")), [0, 0, 0]);
  assert.equal(toCss(parseColor("#cd3e1d")), "rgb(205 62 29)");
});

test("a pixel is opaque and has red in its lowest byte", () => {
  assert.equal(toPixel(parseColor("#010203")), 0xff030201);
});

test("a blend meets all of its stops", () => {
  const stops = ["#fa9c82", "#f8f8f5", "#9fa1f7"].map(parseColor);
  const colors = blend(stops, 257);
  assert.equal(colors.length, 257);
  assert.deepEqual([colors[0], colors[128], colors[256]].map(toRgb), stops.map(toRgb));
});

test("an unknown color says what is expected", () => {
  assert.throws(() => parseColor("red"), /unknown color: 'red' \(expected #rrggbb\)/);
});
