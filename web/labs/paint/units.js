// The tiles by their address {layer, unit}: layer 0 holds the inputs, the last one the channels.

import { sizeOf } from "./pixels.js";

const INPUTS = ["x", "y"];
const CHANNELS = { 1: ["Grey"], 3: ["R", "G", "B"] };
const BOUNDED = ["tanh", "sigmoid", "sine", "gaussian", "hard_tanh"]; // within [-1, 1] anyway
const FULL = 2; // times the usual size of a value is shown in full color

/** Tiles per column, from what there is: the snapshot, or before the first one the config. */
export function countTiles({ snapshot, config }) {
  const hidden = snapshot ? snapshot.layers.slice(1, -1) : config.hidden;
  const outputs = snapshot ? snapshot.layers.at(-1) : { rgb: 3, grey: 1 }[config.colors];
  return [INPUTS.length, ...hidden, outputs];
}

/** The letter below a tile; hidden neurons have none. */
export function captionOf(counts, { layer, unit }) {
  if (layer === 0) {
    return INPUTS[unit];
  }
  return layer === counts.length - 1 ? CHANNELS[counts.at(-1)][unit] : "";
}

/** "Layer 2, neuron 3" */
export function nameOf(counts, address) {
  const caption = captionOf(counts, address);
  if (address.layer === 0) {
    return `Input ${caption}`;
  }
  return caption ? `Output ${caption}` : `Layer ${address.layer}, neuron ${address.unit + 1}`;
}

export function hasUnit(counts, { layer, unit }) {
  return unit < (counts[layer] ?? 0);
}

export function isOutput(counts, { layer }) {
  return layer === counts.length - 1;
}

/** What a neuron draws, as a map for pixels.js. Inputs are drawn at the size that the rest has. */
export function mapOf({ unit_maps, tile_width, tile_height, layers }, { layer, unit }) {
  const size = { width: tile_width, height: tile_height };
  if (layer === 0) {
    return { ...size, offset: 0, stride: 1, values: inputValues(size, INPUTS[unit]) };
  }
  return { ...size, offset: unit, stride: layers[layer], values: unit_maps[layer - 1] };
}

/** What to multiply the values of a map with, so that large ones are seen in full color. */
export function scaleOf(map, { layer }, { activation }) {
  return layer === 0 || BOUNDED.includes(activation) ? 1 : 1 / (FULL * sizeOf(map) || 1);
}

/** From -1 at the left, or the top, to 1. */
function inputValues({ width, height }, axis) {
  return Float32Array.from({ length: width * height }, (_, p) => {
    const x = p % width;
    const y = (p - x) / width;
    return axis === "x" ? (2 * x + 1) / width - 1 : (2 * y + 1) / height - 1;
  });
}
