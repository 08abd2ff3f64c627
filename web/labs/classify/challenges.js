// Small experiments with a goal. The settings of a challenge start it; what solves it is left to
// the reader, and `isSolved` looks at the run, not at how it was done.

import { clamp, linearScale } from "../../scales.js";

const EXTENT = 6; // maps go from -6 to 6 both ways

/** What every challenge starts from, beside its own settings. */
const COMMON = {
  problem: "classification",
  samples: 500,
  noise: 0,
  label_noise: 0,
  train_percent: 50,
  batch_size: 10,
  features: ["x1", "x2"],
  feature_scaling: "none",
  activation: "tanh",
  layer_activations: [],
  initializer: "xavier",
  loss: "squared_error",
  optimizer: "adam",
  learning_rate: 0.01,
  regularization: "none",
  dropout: 0,
  clip_norm: 0,
};

const ALL_FEATURES = ["x1", "x2", "x1_squared", "x2_squared", "x1_x2", "sin_x1", "sin_x2"];

/** name: never to be changed, solved challenges are remembered by it. */
export const CHALLENGES = [
  {
    name: "xor",
    title: "One line is not enough",
    text: "A neuron draws one line, and no line separates XOR. How many neurons from x₁ and x₂ reach a test accuracy of 95%?",
    settings: { dataset: "xor", hidden: [1] },
    isSolved: (state) => isOn(state, "xor") && isPlain(state) && isAccurate(state),
  },
  {
    name: "circle",
    title: "A fence around the circle",
    text: "Each neuron puts up a straight fence. Enclose the circle with four or fewer: test loss below 0.05.",
    settings: { dataset: "circle", hidden: [1] },
    isSolved: (state) =>
      isOn(state, "circle") &&
      isPlain(state) &&
      neurons(state) <= 4 &&
      state.snapshot.test_loss < 0.05,
  },
  {
    name: "spiral",
    title: "Features or depth",
    text: "Give the spiral other features, or more layers, until the test accuracy is 95%. Which way takes fewer neurons?",
    settings: { dataset: "spiral", hidden: [8] },
    isSolved: (state) => isOn(state, "spiral") && isAccurate(state),
  },
  {
    name: "moons",
    title: "Fewer neurons",
    text: "Eight are more than the moons need. Remove some while it trains: three still reach a test accuracy of 95%.",
    settings: { dataset: "moons", hidden: [8] },
    isSolved: (state) =>
      isOn(state, "moons") && isPlain(state) && neurons(state) <= 3 && isAccurate(state),
  },
  {
    name: "overfitting",
    title: "Learning the noise",
    text: "50 noisy points, 105 parameters: test loss rises. Without more data, keep it within 0.15 of the training loss beyond epoch 200, at a test accuracy of 80%.",
    settings: { dataset: "circle", noise: 30, train_percent: 10, hidden: [8, 8] },
    isSolved: (state) =>
      isOn(state, "circle") &&
      hasFewNoisyPoints(state) &&
      state.snapshot.epoch >= 200 &&
      state.snapshot.test_accuracy >= 0.8 &&
      state.snapshot.test_loss - state.snapshot.train_loss < 0.15,
  },
  {
    name: "l1",
    title: "L1 prunes",
    text: "The circle needs few of these features. Let L1 set a third of all weights to zero, at a test accuracy of 95%.",
    settings: { dataset: "circle", features: ALL_FEATURES, hidden: [8] },
    isSolved: (state) => isAccurate(state) && shareOfZeros(state) >= 1 / 3,
  },
  {
    name: "dead",
    title: "Dead neurons",
    text: "A ReLU that is zero for all data has no gradient and stays so. Raise the learning rate until a tile goes blank.",
    settings: {
      dataset: "circle",
      hidden: [8],
      activation: "relu",
      optimizer: "sgd",
      learning_rate: 0.1,
    },
    isSolved: (state) => configOf(state).activation === "relu" && hasDeadNeuron(state),
  },
  {
    name: "vanishing",
    title: "Gradients that vanish",
    text: "Six layers of sigmoids learn nothing: see the gradients below them. Change one setting to reach 95% on test data.",
    settings: {
      dataset: "circle",
      hidden: [4, 4, 4, 4, 4, 4],
      activation: "sigmoid",
      optimizer: "sgd",
      learning_rate: 0.03,
    },
    isSolved: (state) =>
      isOn(state, "circle") && configOf(state).hidden.length >= 6 && isAccurate(state),
  },
  {
    name: "symmetry",
    title: "All alike for ever",
    text: "With all weights zero, no neuron ever differs. Break the symmetry and reach a test accuracy of 95%.",
    settings: { dataset: "circle", hidden: [4], initializer: "zeros" },
    isSolved: (state) => isOn(state, "circle") && isPlain(state) && isAccurate(state),
  },
  {
    name: "divergence",
    title: "Too fast",
    text: "A larger learning rate trains faster, up to a point. Raise it until training diverges, then take the way back.",
    settings: {
      problem: "regression",
      dataset: "plane",
      hidden: [4, 2],
      activation: "relu",
      optimizer: "sgd",
      learning_rate: 0.03,
    },
    isSolved: ({ snapshot }) => Boolean(snapshot.diverged),
  },
  {
    name: "linear",
    title: "Many lines make one",
    text: "Linear layers add up to one straight line. Change one setting so that these six neurons enclose the circle: 95%.",
    settings: { dataset: "circle", hidden: [4, 2], activation: "linear" },
    isSolved: (state) =>
      isOn(state, "circle") && isPlain(state) && neurons(state) <= 6 && isAccurate(state),
  },
];

/** The complete settings that a challenge begins with. */
export function settingsFor({ settings }) {
  return { ...COMMON, ...settings };
}

// ----- what goals are made of -----

/** As Python has it, not as the controls already say. */
function configOf({ snapshot }) {
  return snapshot.config;
}

function isOn(state, dataset) {
  return configOf(state).dataset === dataset;
}

function isPlain(state) {
  return String(configOf(state).features) === "x1,x2";
}

function hasFewNoisyPoints(state) {
  const { noise, samples, train_percent } = configOf(state);
  return noise >= 30 && samples <= 500 && train_percent <= 10;
}

function isAccurate({ snapshot }) {
  return snapshot.test_accuracy >= 0.95;
}

function neurons(state) {
  return configOf(state).hidden.reduce((total, width) => total + width, 0);
}

function shareOfZeros({ snapshot }) {
  const weights = snapshot.weights.flatMap((layer) => [...layer]);
  return weights.filter((weight) => weight === 0).length / weights.length;
}

/** Is there a hidden neuron that is positive at no training point? */
function hasDeadNeuron({ snapshot }) {
  const { unit_maps, layers, tile_size, data } = snapshot;
  const pixels = pixelsUnder(data.train_inputs, tile_size);
  return unit_maps.slice(0, -1).some((map, index) => {
    const width = layers[index + 1];
    const units = Array.from({ length: width }, (_, unit) => unit);
    return units.some((unit) => pixels.every((pixel) => map[pixel * width + unit] <= 0));
  });
}

/** Where in a map of size × size pixels the points x1, x2, x1, x2, … are. */
function pixelsUnder(inputs, size) {
  const toPixel = linearScale([-EXTENT, EXTENT], [0, size]);
  const cell = (value) => clamp(Math.floor(toPixel(value)), 0, size - 1);
  const pixels = [];
  for (let i = 0; i < inputs.length; i += 2) {
    pixels.push(cell(-inputs[i + 1]) * size + cell(inputs[i]));
  }
  return pixels;
}
