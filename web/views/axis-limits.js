// Limits of axes that do not jump about while a network trains: fixed where the range of an
// activation is known, else round numbers that are approached slowly.

/** What these activations keep to. */
const RANGES = {
  tanh: [-1, 1],
  hard_tanh: [-1, 1],
  sine: [-1, 1],
  sigmoid: [0, 1],
  gaussian: [0, 1],
};
const ROUND = [1, 1.5, 2, 3, 5, 7, 10];
const ROOM = 1.05; // above the largest value
const LOOSE = 2; // the limits follow down when they are so many times too wide
const SPEED = 0.08; // of the way, per frame
const NEGLIGIBLE = 0.02; // of the limit: what is below 0 by less needs no room

/** Makes a function of {activation, values, key, isMoving} that returns {low, high}. */
export function createAxisLimits() {
  let goal; // {low, high}, round numbers
  let limits;
  let lastKey;

  return ({ activation, values, key, isMoving }) => {
    const range = RANGES[activation];
    if (range) {
      limits = undefined;
      return { low: range[0], high: range[1] };
    }
    const isOther = key !== lastKey || !limits;
    lastKey = key;
    goal = nextGoal(isOther ? undefined : goal, extentOf(values));
    limits = isOther || !isMoving ? goal : approach(limits, goal);
    return limits;
  };
}

/** Of neurons given as {values, offset, stride}; 0 is always part of it. */
function extentOf(neurons) {
  let [low, high] = [0, 0];
  neurons.forEach(({ values, offset, stride }) => {
    for (let i = offset; i < values.length; i += stride) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
  });
  return { low, high };
}

/** Stays as it is while the values fit and fill a good part of it. */
function nextGoal(goal, { low, high }) {
  const largest = Math.max(-low, high);
  if (!Number.isFinite(largest) || largest === 0) {
    return goal ?? { low: -1, high: 1 };
  }
  const size = goal && Math.max(-goal.low, goal.high);
  const isTight = !goal || largest > size || (low < -NEGLIGIBLE * largest && goal.low > low);
  const isLoose = goal && largest * ROOM * LOOSE < size;
  if (!isTight && !isLoose) {
    return goal;
  }
  const limit = roundUp(largest * ROOM);
  return {
    low: -low < NEGLIGIBLE * limit ? 0 : -limit,
    high: high < NEGLIGIBLE * limit ? 0 : limit,
  };
}

function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ROUND.find((factor) => factor * power >= value * (1 - 1e-9)) * power;
}

function approach(limits, goal) {
  const step = (from, to) => {
    const next = from + (to - from) * SPEED;
    return Math.abs(to - next) < 0.001 * (goal.high - goal.low) ? to : next;
  };
  return { low: step(limits.low, goal.low), high: step(limits.high, goal.high) };
}
