// Neurons by their address {layer, unit}: what they are called, and where a snapshot keeps their
// maps. Layer 0 holds the features, the last layer the output.

import { FEATURES } from "./features.js";

export function outputLayer({ layers }) {
  return layers.length - 1;
}

/** Does the snapshot have this neuron? The network may have shrunk since it came into focus. */
export function hasUnit({ layers }, { layer, unit }) {
  return unit < (layer === 0 ? FEATURES.length : (layers[layer] ?? 0));
}

/** "Layer 2, neuron 3" */
export function unitName(snapshot, { layer, unit }) {
  if (layer === 0) {
    return `Feature ${FEATURES[unit].spoken}`;
  }
  if (layer < outputLayer(snapshot)) {
    return `Layer ${layer}, neuron ${unit + 1}`;
  }
  return snapshot.classes > 2 ? `Output, class ${unit + 1}` : "Output";
}

/** The map of one neuron, as {field, options} for paintField. */
export function unitMap(snapshot, { layer, unit }, palette) {
  if (layer === 0) {
    const scale = 1 / FEATURES[unit].largest;
    return { field: fieldOf(snapshot.feature_maps, FEATURES.length, unit), options: { scale } };
  }
  const field = fieldOf(snapshot.unit_maps[layer - 1], snapshot.layers[layer], unit);
  const isClass = snapshot.classes > 2 && layer === outputLayer(snapshot);
  return { field, options: isClass ? { colors: palette.classHeat[unit] } : {} };
}

/** The map of the whole output, with all its classes. */
export function outputMap({ unit_maps, layers, classes }) {
  return { field: fieldOf(unit_maps.at(-1), layers.at(-1), 0), options: { classes } };
}

function fieldOf(values, stride, offset) {
  return { values, offset, stride, size: Math.sqrt(values.length / stride) };
}
