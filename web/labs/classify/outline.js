// What can be shown of a network that no saved run knows, before Python has made it: its neurons
// and links without values, and the points of its data set. In the form of a snapshot.

import { activationsOf } from "../../config.js";
import { FEATURES } from "../../views/features.js";

/** saved: the snapshot of another run, whose features are the same; thumbnails: of the data sets. */
export function outlineOf(config, { snapshot: saved, thumbnails }) {
  const { inputs, targets, classes } = dataOf(config, thumbnails);
  const layers = [config.features.length, ...config.hidden, classes > 2 ? classes : 1];
  const gaps = layers.slice(1).map((units, index) => layers[index] * units);
  const zeros = (counts) => counts.map((count) => new Float32Array(count));
  const { map_size } = saved;
  return {
    is_outline: true,
    config,
    layers,
    classes,
    map_size,
    tile_size: map_size,
    activations: activationsOf(config),
    parameters: gaps.reduce((sum, count, index) => sum + count + layers[index + 1], 0),
    weights: zeros(gaps),
    frozen_weights: zeros(gaps),
    biases: zeros(layers.slice(1)),
    frozen_biases: zeros(layers.slice(1)),
    gradient_norms: gaps.map(() => 0),
    unit_maps: zeros(layers.slice(1).map((units) => units * map_size ** 2)),
    feature_maps: featureMaps(config, saved),
    data: { train_inputs: inputs, train_targets: targets, test_inputs: [], test_targets: [] },
    epoch: 0,
    step: 0,
    steps_per_epoch: 1,
    position: 0,
    epoch_share: 0,
    chosen: [],
    can_undo: false,
    can_redo: false,
  };
}

/** A formula is for Python to evaluate: until then there are no points. */
function dataOf({ dataset, points = [], problem }, thumbnails) {
  if (thumbnails[dataset]) {
    return thumbnails[dataset];
  }
  const targets = points.filter((_, index) => index % 3 === 2);
  const inputs = points.filter((_, index) => index % 3 < 2);
  const isNumber = problem === "regression";
  return { inputs, targets, classes: isNumber ? 0 : Math.max(1, ...targets) + 1 };
}

/** As they are saved; the reader's own formula has a map without values. */
function featureMaps({ custom_feature }, { feature_maps, map_size }) {
  if (!custom_feature) {
    return feature_maps;
  }
  const [count, size] = [FEATURES.length, map_size ** 2];
  const maps = new Float32Array((count + 1) * size);
  for (let sample = 0; sample < size; sample += 1) {
    const values = feature_maps.subarray(sample * count, (sample + 1) * count);
    maps.set(values, sample * (count + 1));
  }
  return maps;
}
