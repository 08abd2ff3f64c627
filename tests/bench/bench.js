// The page under measurement: `prepare` gives every contender its work, `measure` times one of
// them. What to measure, how often, and what it means is up to bench.py.

import { prepareConvNetJS } from "./convnetjs.js";
import { prepareNnplay } from "./nnplay.js";
import { prepareTensorFlow } from "./tensorflow.js";

const CONTENDERS = {
  nnplay: prepareNnplay,
  "numpy by hand": prepareNnplay,
  convnetjs: prepareConvNetJS,
  "tfjs wasm": (work) => prepareTensorFlow(work, "wasm"),
  "tfjs cpu": (work) => prepareTensorFlow(work, "cpu"),
};
const measures = new Map();

/** Makes ready and runs once: compilers and recordings are warm before the first turn. */
globalThis.prepare = async (row, contender, work) => {
  const given = { ...work, contender, ...randomSamples(work) };
  const measure = await CONTENDERS[contender](given);
  await measure(0);
  measures.set(`${row} ${contender}`, measure);
};

/** Mean ms of one run, over as many runs as fit `patience` ms. */
globalThis.measure = (row, contender, patience) => measures.get(`${row} ${contender}`)(patience);

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
