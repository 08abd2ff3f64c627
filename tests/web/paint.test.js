import assert from "node:assert/strict";
import test from "node:test";

import { rangeOf } from "../../web/labs/paint/definition.js";
import { EMPTY_FILM, extendFilm, frameOf } from "../../web/labs/paint/film.js";
import { formatFor } from "../../web/labs/paint/gif-format.js";
import { isWhole, OUTSIDE, panned, spanOf, WHOLE, zoomed } from "../../web/labs/paint/frame.js";
import { layoutGrid, layoutHidden, neighborOf } from "../../web/labs/paint/grid-layout.js";
import { emptyHistory, extendHistory } from "../../web/labs/paint/history.js";
import { readImageHeader } from "../../web/labs/paint/image-header.js";
import { drawnSize, problemWith } from "../../web/labs/paint/image-file.js";
import { differenceOf, enlarged, pictureOf } from "../../web/labs/paint/pixels.js";
import { DEFAULTS, PRESETS, presetOf } from "../../web/labs/paint/presets.js";
import { fileName } from "../../web/labs/paint/rendering.js";
import { createResolution } from "../../web/labs/paint/resolution.js";
import { changesFor, shownAs } from "../../web/labs/paint/settings.js";
import { describeLoss } from "../../web/labs/paint/stats.js";
import { createSpeedometer } from "../../web/labs/paint/speedometer.js";
import { fitWithin } from "../../web/labs/paint/targets.js";
import { followed } from "../../web/labs/paint/zoom.js";
import { placeFor } from "../../web/labs/paint/wipe.js";

const ROOM = { width: 464, height: 432 };
const bytesOf = (text) => new TextEncoder().encode(text);

test("all tiles lie within the room and apart from each other", () => {
  for (const counts of [[2, 4, 3], [2, ...Array(7).fill(20), 3], [2, 64, 64, 1], [2, 3]]) {
    for (const aspect of [1, 1.6, 0.5]) {
      const { width, height, layers } = layoutGrid(ROOM, counts, aspect);
      assert.deepEqual(layers.map(({ tiles }) => tiles.length), counts);
      const tiles = layers.flatMap((layer) => layer.tiles);
      tiles.forEach(({ x, y }, i) => {
        assert.ok(x >= 0 && x + width <= ROOM.width + 1, `${counts} ${aspect}`);
        assert.ok(y >= 0 && y + height <= ROOM.height + 1, `${counts} ${aspect}`);
        const overlaps = (other) => Math.abs(other.x - x) < width && Math.abs(other.y - y) < height;
        assert.ok(!tiles.slice(i + 1).some(overlaps), `${counts} ${aspect}`);
      });
    }
  }
});

test("a few tall layers are folded, many are not", () => {
  const few = layoutGrid(ROOM, [2, 20, 20, 20, 3], 1);
  const many = layoutGrid(ROOM, [2, ...Array(7).fill(20), 3], 1);
  assert.ok(few.width > 1.5 * many.width);
  assert.ok(few.hasLinks && many.hasLinks);
});

test("without its ends a grid has only hidden tiles, and a network may have none", () => {
  const { layers } = layoutHidden({ width: 128, height: 228 }, [2, 5, 3], 1);
  assert.deepEqual(layers.map(({ tiles }) => tiles.length), [2, 5, 3]);
  assert.equal(layoutHidden({ width: 128, height: 228 }, [2, 3], 1).layers.length, 2);
});

test("without links the tiles stand close together, in the middle", () => {
  const room = { width: 192, height: 344 };
  const { width, layers } = layoutHidden(room, [2, ...Array(7).fill(10), 3], 1);
  assert.equal(width, 22);
  const [first, second] = layers[1].tiles;
  assert.ok(second.y - first.y < 1.4 * width && first.y > 20);
  const one = layoutHidden(room, [2, 4, 3], 1);
  assert.ok(Math.abs(one.layers[1].left + one.width / 2 - room.width / 2) <= 1);
});

test("arrow keys lead along a column and from column to column", () => {
  const layout = layoutGrid(ROOM, [2, 4, 3], 1);
  assert.deepEqual(neighborOf(layout, { layer: 1, unit: 0 }, "ArrowDown"), { layer: 1, unit: 1 });
  assert.deepEqual(neighborOf(layout, { layer: 1, unit: 3 }, "ArrowDown"), undefined);
  assert.equal(neighborOf(layout, { layer: 1, unit: 3 }, "ArrowRight").layer, 2);
  assert.equal(neighborOf(layout, { layer: 0, unit: 0 }, "ArrowLeft"), undefined);
  assert.equal(neighborOf(layout, { layer: 0, unit: 0 }, "x"), undefined);
});

test("a history goes on after a reset, and stays short", () => {
  let history = emptyHistory();
  for (let step = 0; step < 5000; step += 1) {
    history = extendHistory(history, { step, psnr: step / 1000 });
  }
  assert.ok(history.step.length <= 1001);
  assert.equal(history.step.at(-1), 4999);
  history = extendHistory(history, { step: 0, psnr: 5 });
  assert.deepEqual([history.step, history.psnr], [[0], [5]]);
});

test("pictures are clipped and opaque, and NaN is black", () => {
  const pixels = pictureOf(Float32Array.of(0, 0.5, 2, NaN, -1, 1));
  assert.deepEqual([...new Uint8Array(pixels.buffer)], [0, 128, 255, 255, 0, 0, 255, 255]);
});

test("the difference of equal pictures is black, whatever their sizes", () => {
  const image = { width: 2, height: 1, pixels: Uint8Array.of(0, 0, 0, 255, 255, 255) };
  const same = { values: Float32Array.of(0, 0, 0, 1, 1, 1), width: 2, height: 1, frame: WHOLE };
  const coarse = { values: Float32Array.of(0, 0, 0), width: 1, height: 1, frame: WHOLE };
  const right = { values: Float32Array.of(1, 1, 1), width: 1, height: 1 };
  assert.deepEqual([...differenceOf(same, image)], [0xff000000, 0xff000000]);
  assert.deepEqual([...differenceOf(coarse, image)], [0xff000000]);
  const at = (left) => differenceOf({ ...right, frame: { left, top: 0, right: left + 0.5 } }, image);
  assert.deepEqual([...at(0.5)], [0xff000000]);
  assert.deepEqual([...at(-0.5)], [0xff000000]);
  assert.deepEqual([...at(0)], [0xffffffff]);
});

test("an enlarged map keeps its corners and is smooth between them", () => {
  const map = { values: Float32Array.of(9, 0, 9, 1), offset: 1, stride: 2, width: 2, height: 1 };
  const { values, width, height } = enlarged(map, 4);
  assert.deepEqual([width, height], [8, 4]);
  assert.equal(values[0], 0);
  assert.equal(values[7], 1);
  assert.ok(values[3] < values[4]);
});

test("zooming keeps the place under the pointer, and the image in view", () => {
  const near = zoomed(WHOLE, 4, { x: 0.75, y: 0 });
  assert.deepEqual(near, { left: 0.5625, top: 0, right: 0.8125, bottom: 0.25 });
  assert.deepEqual(zoomed(near, 1 / 4), WHOLE);
  assert.deepEqual(zoomed(WHOLE, 1 / 2), OUTSIDE);
  assert.deepEqual(panned(near, 9, 9), { left: 0.75, top: 0.75, right: 1, bottom: 1 });
  assert.equal(spanOf(zoomed(WHOLE, 1e9)), 1 / 64);
  assert.ok(isWhole(zoomed(zoomed(WHOLE, 2), 1 / 2)));
});

test("two fingers spread what is between them, one moves it", () => {
  const frame = zoomed(WHOLE, 2);
  const start = { x: 0.5, y: 0.5, distance: 0.2 };
  assert.deepEqual(followed(frame, start, { ...start, distance: 0.4 }), zoomed(WHOLE, 4));
  const moved = followed(frame, { ...start, distance: 0 }, { x: 0.4, y: 0.5, distance: 0 });
  assert.ok(Math.abs(moved.left - 0.3) < 1e-9 && moved.top === 0.25);
});

test("a frame of many colors is told apart by fewer of them, a plain one by all", () => {
  const ramp = Uint8ClampedArray.from({ length: 4 * 256 }, (_, i) => i >> 2);
  const shade = (pixel, channel) => 4 * ((pixel >> (6 * channel)) % 64);
  const rainbow = Uint8ClampedArray.from({ length: 4 * 4096 }, (_, i) => shade(i >> 2, i % 4));
  assert.equal(formatFor(ramp), "rgb565");
  assert.equal(formatFor(rainbow), "rgb444");
});

test("a film stays short, evenly spaced, and forgets what a reset undid", () => {
  const snapshot = (step) => ({ step, psnr: 9, picture: Float32Array.of(0, 0.5, 2), picture_width: 1, picture_height: 1 });
  let film = EMPTY_FILM;
  for (let step = 0; step < 10_000; step += 10) {
    film = extendFilm(film, frameOf(snapshot(step)));
  }
  const steps = film.frames.map(({ step }) => step);
  assert.ok(steps.length > 70 && steps.length <= 160);
  assert.deepEqual([steps[0], steps.at(-1)], [0, 9990]);
  const gaps = steps.slice(1).map((step, index) => step - steps[index]);
  assert.ok(Math.max(...gaps) <= 2 * 10_000 / 80);
  assert.deepEqual([...film.frames[0].bytes], [0, 128, 255]);
  assert.equal(extendFilm(film, frameOf(snapshot(0))).frames.length, 1);
});

test("files are named after the image", () => {
  assert.equal(fileName("My cat.jpg", "8x.png"), "my-cat-8x.png");
  assert.equal(fileName("?.png", "1x.png"), "painting-1x.png");
});

test("a line of a text is found by its number", () => {
  assert.deepEqual(rangeOf("ab\ncde\n", 1), [0, 2]);
  assert.deepEqual(rangeOf("ab\ncde\n", 2), [3, 6]);
});

test("a preset is recognized by its settings", () => {
  assert.equal(presetOf(DEFAULTS), "fourier");
  Object.entries(PRESETS).forEach(([name, preset]) => {
    assert.equal(presetOf({ ...DEFAULTS, ...preset }), name);
  });
  assert.equal(presetOf({ ...DEFAULTS, hidden: [7] }), "");
});

test("controls stand for settings, in words", () => {
  assert.deepEqual(changesFor("depth", "4", DEFAULTS), { hidden: [20, 20, 20, 20] });
  assert.deepEqual(changesFor("width", "8", DEFAULTS), { hidden: [8, 8, 8] });
  assert.deepEqual(changesFor("preset", "4", DEFAULTS).hidden, [4]);
  assert.deepEqual(shownAs("depth", { hidden: [5] }).words, "1 layer");
  assert.deepEqual(shownAs("width", { hidden: [5, 9] }).words, "5–9 neurons");
});

test("headers say what an image is and how large", () => {
  const png = new Uint8Array(33);
  png.set([0x89, 0x50, 0x4e, 0x47]);
  new DataView(png.buffer).setUint32(16, 12_000);
  new DataView(png.buffer).setUint32(20, 9000);
  assert.deepEqual(readImageHeader(png), { kind: "png", width: 12_000, height: 9000 });
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, 3);
  assert.deepEqual(readImageHeader(jpeg), { kind: "jpeg", width: 40, height: 30 });
  assert.equal(readImageHeader(bytesOf('<?xml version="1.0"?>\n<svg xmlns="x">')).kind, "svg");
  assert.equal(readImageHeader(bytesOf("GIF8")).kind, "gif");
  assert.deepEqual(readImageHeader(bytesOf("hello")), {});
  assert.deepEqual(readImageHeader(new Uint8Array()), {});
});

test("a drawing keeps its proportions, and is a square where it has no size", () => {
  const sizeOf = (naturalWidth, naturalHeight) => drawnSize({ naturalWidth, naturalHeight });
  assert.deepEqual(sizeOf(300, 150), { width: 1000, height: 500 });
  assert.deepEqual(sizeOf(9000, 1), { width: 1000, height: 1 });
  assert.deepEqual(sizeOf(0, 0), { width: 1000, height: 1000 });
  assert.deepEqual(sizeOf(0, 150), { width: 1000, height: 1000 });
});

test("what cannot be painted is said in a sentence", () => {
  const problem = (size, header) => problemWith({ name: "a.png", size, header });
  assert.match(problem(0, {}), /empty/);
  assert.match(problem(9, { kind: "png", width: 10_000, height: 10_000 }), /100 megapixels/);
  assert.equal(problem(9, { kind: "png", width: 4000, height: 3000 }), undefined);
});

test("images keep their proportions, and small ones their size", () => {
  assert.deepEqual(fitWithin({ width: 400, height: 100 }, 200), { width: 200, height: 50 });
  assert.deepEqual(fitWithin({ width: 30, height: 40 }, 200), { width: 30, height: 40 });
  assert.deepEqual(fitWithin({ width: 5000, height: 2 }, 200), { width: 200, height: 1 });
});

test("keys move the wipe by 2 %, with Shift by 10 %", () => {
  assert.equal(placeFor({ key: "ArrowRight" }, 50), 52);
  assert.equal(placeFor({ key: "ArrowLeft", shiftKey: true }, 50), 40);
  assert.equal(placeFor({ key: "End" }, 50), 100);
  assert.equal(placeFor({ key: "a" }, 50), undefined);
});

test("a picture is coarse while it changes fast, full when it has settled or rests", () => {
  const asked = [];
  let time = 0;
  const resolution = createResolution({ resize: (size) => asked.push(size), now: () => time });
  const follow = (psnr, playing = true) => {
    time += 60;
    resolution.follow({ snapshot: { psnr, layers: [2, 3] }, playing, budget: 45 });
  };
  follow(5);
  for (let frame = 0; frame < 60; frame += 1) {
    follow(5 + frame / 2);
  }
  assert.deepEqual(asked, [100]);
  for (let frame = 0; frame < 60; frame += 1) {
    follow(35);
  }
  assert.deepEqual(asked, [100, 200]);
  follow(35, false);
  assert.deepEqual(asked, [100, 200]);
});

test("small losses have two digits", () => {
  assert.deepEqual([0.0034, 0.021, 0.5].map(describeLoss), ["0.0034", "0.021", "0.500"]);
});

test("a speed is measured while training goes on", () => {
  let time = 0;
  const speedometer = createSpeedometer(() => time);
  assert.equal(speedometer.read({ samples: 0 }, true), undefined);
  time = 500;
  assert.equal(speedometer.read({ samples: 1000 }, true), 2000);
  assert.equal(speedometer.read({ samples: 1000 }, false), undefined);
});
