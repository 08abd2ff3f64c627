// Between the controls of the Paint lab and its config, in the form of config.js.

import { NUMBER, readRules, TEXT, widest, withDepth } from "../../control-rules.js";
import { PRESETS, presetOf } from "./presets.js";

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
  depth: (depth, { hidden }) => ({ hidden: withDepth(hidden, depth, NEW_LAYER_WIDTH) }),
  width: (width, { hidden }) => ({ hidden: hidden.map(() => width) }),
};

const reading = readRules(CONTROLS, RULES);
export const isSetting = reading.isSetting;
export const changesFor = reading.changesFor;
export const shownAs = reading.shownAs;

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
