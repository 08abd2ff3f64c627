// Slow motion in words: what the last update did, step by step.

import { isSlowMotion, paceOf } from "../../pace.js";
import { formatLoss, formatNumber } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { sampleAt } from "../../views/warp.js";

const EXTENT = 6;

export function createUpdateCaption(root) {
  const isNew = createChanges();
  let before; // the snapshot before the last
  let last;

  return {
    draw({ snapshot, speed, playing }) {
      if (snapshot !== last) {
        before = last;
        last = snapshot;
      }
      root.hidden = !isSlowMotion(speed);
      root.ariaLive = playing ? "off" : "polite"; // twice a second would be noise
      if (!root.hidden && isNew(before, snapshot, speed)) {
        const steps = isOneUpdate(before, snapshot)
          ? describeUpdate(before, snapshot)
          : [`Press play or Step: one ${paceOf(speed).unit} at a time.`];
        root.replaceChildren(...steps.flatMap(captionPart));
      }
    },
  };
}

/** Is the one snapshot just one update after the other? */
function isOneUpdate(before, after) {
  return (
    after.batch_losses &&
    before?.step === after.step - 1 &&
    before.layers.join() === after.layers.join() &&
    before.data === after.data
  );
}

/** The four steps of an update, as the network was `before` it, and as it is `after`. */
export function describeUpdate(before, after) {
  const { chosen } = after;
  const [lossBefore, lossAfter] = after.batch_losses;
  const noun = chosen.length === 1 ? "this sample" : "this batch";
  const layers = after.layers.length - 1;
  return [
    `Forward: ${chosen.length === 1 ? describeSample(before, chosen[0]) : describeBatch(chosen)}.`,
    `Loss of ${noun}: ${formatLoss(lossBefore)}.`,
    `Gradient flows back through ${layers} ${layers === 1 ? "layer" : "layers"}.`,
    `Weights move by at most ${formatMove(largestMove(before, after))}; ` +
      `the loss of ${noun} becomes ${formatLoss(lossAfter)}.`,
  ];
}

function describeBatch(chosen) {
  return `${chosen.length} samples, ringed in the plot`;
}

function describeSample(snapshot, sample) {
  const { data, classes } = snapshot;
  const [x1, x2] = data.train_inputs.slice(2 * sample, 2 * sample + 2);
  const target = data.train_targets[sample];
  const says = outputsAt(snapshot, x1, x2);
  const name = `sample ${sample + 1} gives`;
  if (classes > 2) {
    const share = formatNumber(100 * says[target], 0);
    return `${name} class ${target + 1} a probability of ${share}%, target 100%`;
  }
  const wanted = classes === 2 ? ["+1", formatNumber(-1)][target] : formatNumber(target, 2);
  return `${name} ${formatNumber(says[0], 2)}, target ${wanted}`;
}

/** Read from the map of the output, which is fine enough for two decimals. */
function outputsAt({ unit_maps, layers, map_size }, x1, x2) {
  const map = { values: unit_maps.at(-1), stride: layers.at(-1), size: map_size };
  return Array.from({ length: map.stride }, (_, output) => sampleAt(map, output, x1, x2, EXTENT));
}

/** The largest change of a weight or bias. */
function largestMove(before, after) {
  const moves = ["weights", "biases"].flatMap((kind) =>
    after[kind].flatMap((values, layer) =>
      Array.from(values, (value, i) => Math.abs(value - before[kind][layer][i])),
    ),
  );
  return moves.reduce((largest, move) => Math.max(largest, move), 0);
}

function formatMove(move) {
  return move >= 0.1 ? formatNumber(move, 2) : formatLoss(move);
}

function captionPart(text, index, { length }) {
  const words = element("span", {}, text);
  if (length > 1) {
    words.prepend(element("b", {}, String(index + 1)), "\u00a0");
  }
  return [words, " "];
}
