// Neurons by their address {layer, unit}: what they are called, and where a snapshot keeps their
// maps. Layer 0 holds the features, the last layer the output.

import { featuresOf } from "./features.js";

export const MOST_NEURONS = 32; // in a layer

export function outputLayer({ layers }) {
  return layers.length - 1;
}

/** Does the snapshot have this neuron? The network may have shrunk since it came into focus. */
export function hasUnit(snapshot, { layer, unit }) {
  return unit < countUnits(snapshot, layer);
}

/** How many tiles a layer has; features that are switched off have one, too. */
export function countUnits(snapshot, layer) {
  return layer === 0 ? featuresOf(snapshot).length : (snapshot.layers[layer] ?? 0);
}

/** "Layer 2, neuron 3" */
export function unitName(snapshot, { layer, unit }) {
  if (layer === 0) {
    return `Feature ${featuresOf(snapshot)[unit].spoken}`;
  }
  if (layer < outputLayer(snapshot)) {
    return `Layer ${layer}, neuron ${unit + 1}`;
  }
  return snapshot.classes > 2 ? `Output, class ${unit + 1}` : "Output";
}

/** The same for eyes, as a heading: "Feature x₁ squared" */
export function unitTitle(snapshot, address) {
  return unitName(snapshot, address).replaceAll("x1", "x₁").replaceAll("x2", "x₂");
}

/**
 * The map of one neuron, as {field, options} for paintField. isOwnScale: its largest value has the
 * full color, however small it is.
 */
export function unitMap(snapshot, address, palette, { isOwnScale = false } = {}) {
  const { layer, unit } = address;
  const values = layer === 0 ? snapshot.feature_maps : snapshot.unit_maps[layer - 1];
  const field = fieldOf(values, countUnits(snapshot, layer), unit);
  const largest = isOwnScale ? largestOf(field) : usualLargest(snapshot, address, field);
  const isClass = snapshot.classes > 2 && layer === outputLayer(snapshot);
  const colors = isClass ? palette.classHeat[unit] : palette.heat;
  return { field, options: { scale: 1 / largest, colors } };
}

/** The value that is shown in full color. */
function usualLargest(snapshot, { layer, unit }, field) {
  if (layer > 0) {
    return 1;
  }
  const isScaled = snapshot.config.feature_scaling === "standard";
  return (!isScaled && featuresOf(snapshot)[unit].largest) || largestOf(field);
}

/** The largest size of a finite value, or 1 if all are 0. */
function largestOf({ values, offset, stride }) {
  let largest = 0;
  for (let i = offset; i < values.length; i += stride) {
    const size = Math.abs(values[i]);
    if (size > largest && size < Infinity) {
      largest = size;
    }
  }
  return largest || 1;
}

/** The map of the whole output, with all its classes. */
export function outputMap({ unit_maps, layers, classes }) {
  return { field: fieldOf(unit_maps.at(-1), layers.at(-1), 0), options: { classes } };
}

function fieldOf(values, stride, offset) {
  return { values, offset, stride, size: Math.sqrt(values.length / stride) };
}
