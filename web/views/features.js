// The input features as the page shows them: formula, name to read out, and the value that is
// shown in full color (squares reach 36, but mostly in the corners). In the order of a snapshot's
// feature_maps.

import { element } from "./element.js";

export const FEATURES = [
  { name: "x1", spoken: "x1", largest: 6, formula: () => ["x", sub(1)] },
  { name: "x2", spoken: "x2", largest: 6, formula: () => ["x", sub(2)] },
  { name: "x1_squared", spoken: "x1 squared", largest: 24, formula: () => ["x", squared(1)] },
  { name: "x2_squared", spoken: "x2 squared", largest: 24, formula: () => ["x", squared(2)] },
  { name: "x1_x2", spoken: "x1 times x2", largest: 24, formula: () => ["x", sub(1), "x", sub(2)] },
  { name: "sin_x1", spoken: "sine of x1", largest: 1, formula: () => [sine(), "x", sub(1)] },
  { name: "sin_x2", spoken: "sine of x2", largest: 1, formula: () => [sine(), "x", sub(2)] },
];

/** What the reader typed; the formula is in the config. */
const CUSTOM_FEATURE = { name: "custom", spoken: "f, your own formula", formula: () => ["f"] };

/** The feature at a place in the feature maps. */
export function featureAt(index) {
  return FEATURES[index] ?? CUSTOM_FEATURE;
}

/** The features that a snapshot has maps of: one more where the reader has typed a formula. */
export function featuresOf({ feature_maps, map_size }) {
  const count = feature_maps.length / map_size ** 2;
  return count > FEATURES.length ? [...FEATURES, CUSTOM_FEATURE] : FEATURES;
}

function sub(index) {
  return element("sub", {}, String(index));
}

/** The exponent stands above the index. */
function squared(index) {
  return element("span", { class: "stacked" }, element("sup", {}, "2"), sub(index));
}

function sine() {
  return element("b", {}, "sin\u200a");
}
