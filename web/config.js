// Between controls and config: what the text of a control means, how a value is written, and
// which settings change together. A control's name is its config key.

import { NUMBER, readRules, TEXT, widest, withDepth } from "./control-rules.js";
import { formatPercent } from "./scales.js";

const FEATURES = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2", "custom"];

const OWN_DATA = ["points", "formula"]; // the reader's, for either problem

// What belongs to which problem; the first is chosen when the problem changes.
export const DATASETS = {
  classification: ["spiral", "circle", "xor", "gauss", "moons", "rings", "blobs", ...OWN_DATA],
  regression: ["plane", "multi_gauss", ...OWN_DATA],
};
const LOSSES = {
  classification: ["squared_error", "cross_entropy"],
  regression: ["squared_error", "huber"],
};

// Where noise moves the points; elsewhere it gives some the label of a place nearby.
const MOVED_BY_NOISE = ["gauss", "spiral", "moons", "rings", "blobs"];

const NEW_LAYER_WIDTH = 4;
const SEEDS = 10_000; // short enough to read out and to remember

const TYPED_NUMBER = { parse: (text) => (text === "" ? text : Number(text)), format: String };
const PERCENT = { parse: Number, format: String, describe: (value) => `${value}%` };

const CONTROLS = {
  problem: TEXT,
  dataset: TEXT,
  train_percent: PERCENT,
  noise: PERCENT,
  label_noise: PERCENT,
  samples: TYPED_NUMBER,
  data_seed: TYPED_NUMBER,
  seed: TYPED_NUMBER,
  batch_size: { ...stops([1, 2, 4, 8, 10, 16, 32, 64, 128, 256, 512]), describe: String },
  activation: { ...TEXT, derive: commonActivation },
  initializer: TEXT,
  feature_scaling: TEXT,
  loss: TEXT,
  optimizer: TEXT,
  learning_rate: NUMBER,
  decay_samples: TYPED_NUMBER,
  regularization: TEXT,
  regularization_rate: NUMBER,
  clip_norm: { parse: Number, format: (norm) => String(norm || "") }, // empty for none
  dropout: { ...NUMBER, describe: (share) => formatPercent(share, 0) },
  depth: { ...NUMBER, derive: ({ hidden }) => hidden.length, describe: String },
  width: { ...NUMBER, derive: widest, describe: (_, config) => describeWidths(config) },
};

/** Settings that take others along. */
const RULES = {
  problem: (problem, { dataset, loss }) => ({
    problem,
    dataset: dataset === "formula" ? dataset : DATASETS[problem][0],
    loss: LOSSES[problem].includes(loss) ? loss : LOSSES[problem][0],
  }),
  activation: (activation) => ({ activation, layer_activations: [] }),
  depth: (depth, { hidden }) => ({ hidden: withDepth(hidden, depth, NEW_LAYER_WIDTH) }),
  width: (width, { hidden }) => ({ hidden: hidden.map(() => width) }),
};

/** What the control of the activation shows when layers differ. */
const MIXED = "Mixed";

const reading = readRules(CONTROLS, RULES);
export const isSetting = reading.isSetting;
export const changesFor = reading.changesFor;
export const shownAs = reading.shownAs;

/** Which controls make no difference, or no sense, under this config. */
export function isIdle(name, { dataset, hidden, regularization }) {
  const idle = {
    noise: dataset === "points",
    samples: dataset === "points",
    regularization_rate: regularization === "none",
    depth: !hidden,
    width: !hidden?.length,
  };
  return idle[name] ?? false;
}

/** Is this a choice that goes with the problem? */
export function isOffered(name, choice, { problem = "classification" }) {
  if (choice === MIXED) {
    return false; // it is shown, but not chosen
  }
  const choices = { dataset: DATASETS, loss: LOSSES }[name];
  return !choices || choices[problem].includes(choice);
}

/** Noise means what suits the data set, so it says what it moves; own points have none. */
export function nameOfNoise({ dataset }) {
  if (dataset === "points") {
    return "Noise";
  }
  return MOVED_BY_NOISE.includes(dataset) ? "Noise (positions)" : "Noise (labels)";
}

export function toggleFeature(features, feature) {
  return FEATURES.filter((name) => features.includes(name) !== (name === feature));
}

export function resizeLayer(hidden, layer, neurons) {
  return hidden.map((width, index) => (index === layer - 1 ? neurons : width));
}

/** The activation of each hidden layer: its own, or the one for all. */
export function activationsOf({ hidden, activation, layer_activations: own = [] }) {
  return hidden.map((_, index) => own[index] ?? activation);
}

/** One layer gets an activation of its own, or with "" that of all layers. */
export function activateLayer(config, layer, name) {
  const names = activationsOf(config);
  names[layer - 1] = name || config.activation;
  const isSame = names.every((each) => each === names[0]);
  return isSame ? { activation: names[0], layer_activations: [] } : { layer_activations: names };
}

export function randomSeed() {
  return Math.floor(Math.random() * SEEDS);
}

/** The largest of these that is at least ten times smaller; 9.99 forgives the rounding. */
export function gentlerRate(learningRate) {
  const rates = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001, 0.00003, 0.00001];
  return rates.find((rate) => learningRate / rate >= 9.99) ?? rates.at(-1);
}

function commonActivation(config) {
  const [first = config.activation, ...others] = activationsOf(config);
  return others.every((name) => name === first) ? first : MIXED;
}

function describeWidths({ hidden }) {
  const [least, most] = [Math.min(...hidden), Math.max(...hidden)];
  if (hidden.length === 0) {
    return "–";
  }
  return least === most ? String(most) : `${least}–${most}`;
}

/** A slider over uneven steps: its position counts the stops. */
function stops(values) {
  const distance = (a, b) => Math.abs(Math.log(a / b));
  const nearest = (value) =>
    values.reduce((best, stop) => (distance(stop, value) < distance(best, value) ? stop : best));
  return {
    parse: (position) => values[position],
    format: (value) => String(values.indexOf(nearest(value))),
  };
}
