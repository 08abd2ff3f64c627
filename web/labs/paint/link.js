// What a link of the Paint lab can say besides the settings. Images of the reader's own stay here.

import { PRESETS, presetOf } from "./presets.js";
import { FIRST, GALLERY } from "./targets.js";

const SPEEDS = ["one", "ten", "full"];
const VIEWS = ["painting", "wipe", "difference", "compare"];

const flag = (name, value) => ({ name, kind: "flag", default: value });

/** Rows of how a run is shown, as link.js wants them. */
export const view = [
  { name: "image", kind: "choice", choices: Object.keys(GALLERY), default: FIRST, isData: true },
  { name: "speed", kind: "choice", choices: SPEEDS, default: "full" },
  { name: "view", kind: "choice", choices: VIEWS, default: "painting" },
  flag("morph", false),
];

/** A preset may stand for all of its settings. */
export const shorthands = [
  {
    name: "preset",
    kind: "choice",
    choices: Object.keys(PRESETS),
    expand: (preset) => PRESETS[preset],
  },
];

export function isIdle() {
  return false;
}

export function isOwnData() {
  return false;
}

/** A new entry in the history of the browser begins when this changes. */
export function chapterOf({ image, config }) {
  return `${image}, ${presetOf(config)}`;
}

export function complete(config) {
  return { config, problems: [] };
}
