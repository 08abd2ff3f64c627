// The points that the plot shows. The reader's own appear at once, before Python has seen them;
// which of them are for training is known from Python's last answer.

/** Makes a function of the state that returns them, the same object while it can. */
export function createPlottedData() {
  let shown;
  let from = [];

  return (state) => {
    const { snapshot, config, cleared } = state;
    // Until Python has answered to another problem, these targets are not what its classes say.
    const isKnown = config.problem === snapshot.config.problem;
    if (config.dataset !== "points" || !config.points || !isKnown) {
      return snapshot.data;
    }
    const sources = [snapshot.data, config.points, cleared];
    if (sources.some((source, i) => source !== from[i])) {
      from = sources;
      shown = split(cleared ? [] : config.points, trainingMask(snapshot));
    }
    return shown;
  };
}

/** For each of the points that Python knows, whether it is for training. */
function trainingMask({ config, data: { train_inputs } }) {
  if (config.dataset !== "points") {
    return [];
  }
  let next = 0; // of the training points, which are in the order of all
  return Array.from({ length: config.points.length / 3 }, (_, i) => {
    const isTraining = [0, 1].every(
      (axis) => Math.fround(config.points[3 * i + axis]) === train_inputs[2 * next + axis],
    );
    next += isTraining;
    return isTraining;
  });
}

/** A point that Python does not know yet counts as one for training. */
function split(points, mask) {
  const data = { train_inputs: [], train_targets: [], test_inputs: [], test_targets: [] };
  for (let i = 0; i < points.length / 3; i += 1) {
    const use = (mask[i] ?? true) ? "train" : "test";
    data[`${use}_inputs`].push(points[3 * i], points[3 * i + 1]);
    data[`${use}_targets`].push(points[3 * i + 2]);
  }
  return data;
}
