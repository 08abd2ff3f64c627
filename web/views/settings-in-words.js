// Settings as the reader knows them: named and worded as the page's own controls are.

import { formatNumber } from "../scales.js";

// Settings that are shown by something other than one control of the same name.
const NAMES = new Map([
  ["features", "Features"],
  ["hidden", "Hidden neurons"],
  ["points", "Points"],
  ["formula", "Formula"], // the field's label says of what
]);
const STOP_RULE = /^stop_/; // says when a run ends rather than what it is

const ABOUT = /^(unknown|invalid|missing|repeated) ([a-z]\w*)(?=: )/; // a setting, by its key

/** A message of Python, or about a link, in which a setting is called what the page calls it. */
export function named(root, message) {
  return message.replace(ABOUT, (_, form, key) => {
    const name = nameOf(root, key).replace(/ \(.*\)$/, "");
    const isPlain = name.toLowerCase() === spaced(key);
    return isPlain ? `${form} ${spaced(key)}` : `${form} ${name} (${key})`;
  });
}

/** For each config, "Name value" of the settings in which the configs are not all equal. */
export function differences(root, configs) {
  const names = Object.keys(configs[0] ?? {}).filter((name) => !STOP_RULE.test(name));
  const valuesOf = (name) => new Set(configs.map((config) => String(config[name])));
  const different = names.filter((name) => valuesOf(name).size > 1);
  return configs.map((config) =>
    different.map((name) => `${nameOf(root, name)} ${wordsFor(root, name, config[name])}`),
  );
}

function nameOf(root, name) {
  const control = controlOf(root, name);
  return NAMES.get(name) ?? groupOf(control) ?? labelOf(control) ?? spaced(name);
}

/** Of radio buttons, which have no common label. */
function groupOf(control) {
  return control?.closest("[role=radiogroup]")?.getAttribute("aria-label");
}

function labelOf(control) {
  const label = control?.labels?.[0];
  return (label?.querySelector(".lab") ?? label)?.textContent.trim();
}

function wordsFor(root, name, value) {
  if (name === "points") {
    return String(value.length / 3);
  }
  if (Array.isArray(value)) {
    return value.map(spaced).join(", ") || "none";
  }
  if (typeof value === "number") {
    return formatNumber(value);
  }
  const option = root.querySelector(`[name=${name}] option[value="${CSS.escape(value)}"]`);
  return option?.text ?? (value || "none");
}

function controlOf(root, name) {
  return root.querySelector(`[name=${name}]`);
}

/** "x1_squared" -> "x1 squared" */
function spaced(text) {
  return String(text).replaceAll("_", " ");
}
