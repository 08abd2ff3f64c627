// Between controls and config: what the text of a control means, how a value is written, and
// which settings change together. A control's name is its config key.

const FEATURES = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"];
const DATASETS = {
  classification: ["spiral", "circle", "xor", "gauss", "moons", "rings", "blobs"],
  regression: ["plane", "multi_gauss"],
};
const NEW_LAYER_WIDTH = 4;
const SEEDS = 10_000; // short enough to read out and to remember

const TEXT = { parse: String, format: String };
const NUMBER = { parse: Number, format: String };
const PERCENT = { parse: Number, format: String, describe: (value) => `${value}%` };

/** One row per control: `parse` its text, `format` a value back, `describe` it to the reader. */
const CONTROLS = {
  problem: TEXT,
  dataset: TEXT,
  train_percent: PERCENT,
  noise: PERCENT,
  batch_size: { ...stops([1, 2, 4, 8, 10, 16, 32, 64, 128, 256, 512]), describe: String },
  activation: TEXT,
  initializer: TEXT,
  loss: TEXT,
  optimizer: TEXT,
  learning_rate: NUMBER,
  regularization: TEXT,
  regularization_rate: NUMBER,
  depth: { ...NUMBER, derive: ({ hidden }) => hidden.length, describe: String },
  width: { ...NUMBER, derive: widest, describe: (_, config) => describeWidths(config) },
};

/** Settings that take others along. */
const RULES = {
  problem: (problem, { loss }) => ({
    problem,
    dataset: DATASETS[problem][0],
    loss: problem === "regression" ? "squared_error" : loss,
  }),
  depth: (depth, { hidden }) => ({ hidden: withDepth(hidden, depth) }),
  width: (width, { hidden }) => ({ hidden: hidden.map(() => width) }),
};

export function isSetting(name) {
  return name in CONTROLS;
}

/** What to change in the config when a control says `text`. */
export function changesFor(name, text, config) {
  const value = CONTROLS[name].parse(text);
  const rule = RULES[name];
  return rule ? rule(value, config) : { [name]: value };
}

/** What a control shows: its text, and its value in words; undefined while that is not known. */
export function shownAs(name, config) {
  const { derive, format, describe } = CONTROLS[name];
  const isKnown = derive ? Boolean(config.hidden) : name in config;
  if (!isKnown) {
    return undefined;
  }
  const value = derive ? derive(config) : config[name];
  return { text: format(value), words: describe?.(value, config) };
}

/** Which controls make no difference, or no sense, under this config. */
export function isIdle(name, { hidden, regularization }) {
  const idle = {
    regularization_rate: regularization === "none",
    depth: !hidden,
    width: !hidden?.length,
  };
  return idle[name] ?? false;
}

/** Cross-entropy compares probabilities; a data set belongs to one problem. */
export function isOffered(name, text, { problem = "classification" }) {
  if (name === "loss") {
    return problem === "classification" || text !== "cross_entropy";
  }
  return name !== "dataset" || DATASETS[problem].includes(text);
}

export function toggleFeature(features, feature) {
  return FEATURES.filter((name) => features.includes(name) !== (name === feature));
}

export function resizeLayer(hidden, layer, neurons) {
  return hidden.map((width, index) => (index === layer - 1 ? neurons : width));
}

export function randomSeed() {
  return Math.floor(Math.random() * SEEDS);
}

/** The largest of these that is at least ten times smaller; 9.99 forgives the rounding. */
export function gentlerRate(learningRate) {
  const rates = [0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 0.0001, 0.00003, 0.00001];
  return rates.find((rate) => learningRate / rate >= 9.99) ?? rates.at(-1);
}

function withDepth(hidden, depth) {
  const added = Math.max(0, depth - hidden.length);
  return [...hidden, ...Array(added).fill(hidden.at(-1) ?? NEW_LAYER_WIDTH)].slice(0, depth);
}

function widest({ hidden }) {
  return Math.max(1, ...hidden);
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
