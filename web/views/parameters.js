// Weights and biases by their address. {layer, unit} is the bias of a neuron; with the `row` of the
// neuron that it comes from, in the layer before, it is a weight. Rows of layer 0 are features,
// the ones that are switched off included, so an address stays true when others are switched.

import { formatNumber } from "../scales.js";
import { featuresOf } from "./features.js";
import { unitName } from "./units.js";

export const LARGEST_PARAMETER = 1000; // beyond it losses are mere overflow

export function isWeight({ row }) {
  return row !== undefined;
}

/** The rows of the features that the network has as inputs, in the order of its weights. */
export function inputRows(snapshot) {
  const names = featuresOf(snapshot).map(({ name }) => name);
  return snapshot.config.features.map((name) => names.indexOf(name));
}

/** The weights that lead to a neuron. */
export function incomingWeights(snapshot, { layer, unit }) {
  const rows = layer === 1 ? inputRows(snapshot) : [...Array(snapshot.layers[layer - 1]).keys()];
  return rows.map((row) => ({ layer, unit, row }));
}

/** The network may have shrunk, a feature been switched off, or nothing be known of either yet. */
export function hasParameter(snapshot, parameter) {
  return !snapshot.is_outline && indexOf(snapshot, parameter) >= 0;
}

export function valueOf(snapshot, parameter) {
  return kept(parameter, snapshot.weights, snapshot.biases)[indexOf(snapshot, parameter)];
}

/** Does training leave it alone? */
export function isFrozen(snapshot, parameter) {
  const flags = kept(parameter, snapshot.frozen_weights, snapshot.frozen_biases);
  return flags[indexOf(snapshot, parameter)] > 0;
}

/** As Python addresses it: the source of a weight counts the inputs that are switched on. */
export function addressOnWire(snapshot, parameter) {
  const { layer, unit } = parameter;
  return isWeight(parameter)
    ? { layer, unit, source: sourceOf(snapshot, parameter) }
    : { layer, unit };
}

/** The parameter at an address of Python's. */
export function parameterAt(snapshot, { layer, unit, source }) {
  if (source === undefined) {
    return { layer, unit };
  }
  return { layer, unit, row: layer === 1 ? inputRows(snapshot)[source] : source };
}

/** "Weight from Feature x1 to Layer 1, neuron 2" */
export function parameterName(snapshot, parameter) {
  const { layer, unit, row } = parameter;
  const neuron = unitName(snapshot, { layer, unit });
  return isWeight(parameter)
    ? `Weight from ${unitName(snapshot, { layer: layer - 1, unit: row })} to ${neuron}`
    : `Bias of ${neuron}`;
}

/** −1.89, but 0.021 where two decimals would say little. */
export function formatParameter(value) {
  const isSmall = value !== 0 && Math.abs(value) < 0.1;
  return value === 0 ? "0" : formatNumber(value, isSmall ? 3 : 2);
}

function kept(parameter, ofWeights, ofBiases) {
  return (isWeight(parameter) ? ofWeights : ofBiases)[parameter.layer - 1];
}

/** Its place in the flat array of its layer, -1 if there is no such parameter. */
function indexOf(snapshot, parameter) {
  const { layer, unit } = parameter;
  const units = snapshot.layers[layer] ?? 0;
  if (layer < 1 || unit >= units) {
    return -1;
  }
  if (!isWeight(parameter)) {
    return unit;
  }
  const source = sourceOf(snapshot, parameter);
  return source >= 0 ? source * units + unit : -1;
}

function sourceOf(snapshot, { layer, row }) {
  if (layer === 1) {
    return inputRows(snapshot).indexOf(row);
  }
  return row < snapshot.layers[layer - 1] ? row : -1;
}
