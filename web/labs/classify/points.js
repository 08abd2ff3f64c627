// Points of the reader's own, as config.points has them: one flat list x1, x2, target, x1, x2, …
// Nothing here changes a list; every function returns another one.

import { clamp } from "../../scales.js";

export const MOST_POINTS = 5000;

const EXTENT = 6;
const DECIMALS = 100; // two are finer than a pixel

/** How many there are. */
export function countPoints(points) {
  return points.length / 3;
}

/** A place within the plane, rounded so that lists of points stay short when written down. */
export function placeOf(x1, x2) {
  const tidy = (value) => Math.round(clamp(value, -EXTENT, EXTENT) * DECIMALS) / DECIMALS;
  return { x1: tidy(x1), x2: tidy(x2) };
}

/** The points of any data set, those for training first. */
export function pointsOf({ train_inputs, train_targets, test_inputs, test_targets }) {
  return [...joined(train_inputs, train_targets), ...joined(test_inputs, test_targets)];
}

function joined(inputs, targets) {
  return Array.from(targets).flatMap((target, i) => {
    const { x1, x2 } = placeOf(inputs[2 * i], inputs[2 * i + 1]);
    return [x1, x2, target];
  });
}

export function withPoint(points, { x1, x2 }, target) {
  return [...points, x1, x2, target];
}

export function withMoved(points, index, { x1, x2 }) {
  return points.toSpliced(3 * index, 2, x1, x2);
}

/** The last point takes the place of the one that goes: the others keep theirs, and their use. */
export function withoutPoint(points, index) {
  const last = points.slice(-3);
  return points.toSpliced(3 * index, 3, ...last).slice(0, -3);
}

/** The index of the point nearest to a place, at most `reach` away, or -1. */
export function nearestPoint(points, { x1, x2 }, reach = Infinity) {
  let nearest = -1;
  let least = reach;
  for (let i = 0; i < countPoints(points); i += 1) {
    const distance = Math.hypot(points[3 * i] - x1, points[3 * i + 1] - x2);
    if (distance <= least) {
      nearest = i;
      least = distance;
    }
  }
  return nearest;
}
