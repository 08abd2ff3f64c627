// The page under measurement: `prepare` gives every contender its work, `measure` times one of
// them. What to measure, how often, and what it means is up to bench.py.

import { prepareConvNetJS, preparePaintingWithConvNetJS } from "./convnetjs.js";
import { growNnplay, prepareNnplay, preparePaintingWithNnplay } from "./nnplay.js";
import { prepareTensorFlow } from "./tensorflow.js";

const CONTENDERS = {
  nnplay: prepareNnplay,
  "numpy by hand": prepareNnplay,
  convnetjs: prepareConvNetJS,
  "tfjs wasm": (work) => prepareTensorFlow(work, "wasm"),
  "tfjs cpu": (work) => prepareTensorFlow(work, "cpu"),
};
const measures = new Map();
const painters = {};

/** Makes ready what `measure` runs. */
globalThis.prepare = async (row, contender, work) => {
  const given = { ...work, contender, ...randomSamples(work) };
  measures.set(`${row} ${contender}`, await CONTENDERS[contender](given));
};

/** Mean ms of one run, over as many runs as fit `patience` ms. */
globalThis.measure = (row, contender, patience) => measures.get(`${row} ${contender}`)(patience);

/** Mean ms of a run, over so many runs of nnplay. */
globalThis.measureMany = async (row, runs) => {
  const start = performance.now();
  for (let i = 0; i < runs; i += 1) {
    await measures.get(`${row} nnplay`)(0);
  }
  return (performance.now() - start) / runs;
};

/** How many blocks of memory so many updates leave behind, and how long one takes, in ms. */
globalThis.grow = async (work, steps) => {
  const start = performance.now();
  const blocks = await growNnplay({ ...work, ...randomSamples(work) }, steps);
  return { blocks, ms: (performance.now() - start) / steps };
};

/** Both get an image to paint. */
globalThis.prepareRace = async (url, work) => {
  const image = await readImage(url);
  painters.convnetjs = preparePaintingWithConvNetJS(work, image);
  painters.nnplay = await preparePaintingWithNnplay(image);
};

/**
 * How ConvNetJS's painting demo gets on, [seconds, dB], and how long nnplay takes to paint as well
 * as that in the end, in ms with all the pictures on the way.
 */
globalThis.race = async (moments) => {
  const painting = painters.convnetjs(moments);
  const [, psnr] = painting.at(-1);
  return { painting, psnr, ms: await painters.nnplay(psnr) };
};

/** colors: (pixels, 3) in [0, 1]. */
async function readImage(url) {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob());
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const colors = Float32Array.from(data, (value) => value / 255).filter((_, i) => i % 4 < 3);
  return { width, height, pixels: data.filter((_, i) => i % 4 < 3), colors };
}

/** The same samples for all: inputs (n, layers[0]), targets (n, outputs), flat. */
function randomSamples({ layers, samples }) {
  const random = createRandom(42);
  const draw = (width) => Float32Array.from({ length: samples * width }, random);
  return { inputs: draw(layers[0]), targets: draw(layers.at(-1)) };
}

/** Numbers in [-0.5, 0.5): a linear congruential generator, Numerical Recipes' constants. */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
}
