// Settings as the reader knows them: named and worded as the page's own controls are.

import { formatNumber } from "../scales.js";

// Settings that are shown by something other than one control of the same name.
const NAMES = { features: "Features", hidden: "Hidden neurons", points: "Points" };
const STOP_RULE = /^stop_/; // says when a run ends rather than what it is

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
  const label = control?.labels[0];
  return NAMES[name] ?? (label?.querySelector(".lab") ?? label)?.textContent.trim() ?? spaced(name);
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
