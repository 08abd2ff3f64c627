// Between the controls of the Paint lab and its config, in the form of config.js.

import { PRESETS, presetOf } from "./presets.js";

const TEXT = { parse: String, format: String };
const NUMBER = { parse: Number, format: String };
const NEW_LAYER_WIDTH = 20;

const CONTROLS = {
  preset: { ...TEXT, derive: presetOf },
  learning_rate: NUMBER,
  decay_samples: NUMBER,
  activation: TEXT,
  optimizer: TEXT,
  batch_size: NUMBER,
  sampling: TEXT,
  encoding: TEXT,
  fourier_scale: NUMBER,
  output: TEXT,
  colors: TEXT,
  depth: {
    ...NUMBER,
    derive: ({ hidden }) => hidden.length,
    describe: (depth) => counted(depth, "layer"),
  },
  width: { ...NUMBER, derive: widest, describe: (_, config) => describeWidths(config) },
};

/** Settings that stand for others. */
const RULES = {
  preset: (preset) => PRESETS[preset] ?? {},
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
  if (!derive && !(name in config)) {
    return undefined;
  }
  const value = derive ? derive(config) : config[name];
  return { text: format(value), words: describe?.(value, config) };
}

/** Which controls make no difference under this config. */
export function isIdle(name, { encoding, hidden }) {
  const idle = {
    fourier_scale: encoding !== "fourier",
    width: hidden.length === 0,
    activation: hidden.length === 0,
  };
  return idle[name] ?? false;
}

/** "Own" is what a network is called that is none of the presets; it cannot be chosen. */
export function isOffered(name, text) {
  return name !== "preset" || text !== "";
}

function withDepth(hidden, depth) {
  const added = Math.max(0, depth - hidden.length);
  return [...hidden, ...Array(added).fill(hidden.at(-1) ?? NEW_LAYER_WIDTH)].slice(0, depth);
}

function widest({ hidden }) {
  return Math.max(1, ...hidden);
}

function describeWidths({ hidden }) {
  if (hidden.length === 0) {
    return "–";
  }
  const [least, most] = [Math.min(...hidden), Math.max(...hidden)];
  return least === most ? counted(most, "neuron") : `${least}–${most} neurons`;
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
