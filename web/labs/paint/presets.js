// The networks that are one click away. A preset is a set of settings; it shows as chosen as long
// as the config has them all.

/** What Python starts from too. */
export const DEFAULTS = {
  encoding: "fourier",
  fourier_pairs: 32,
  fourier_scale: 3,
  coordinate_scale: 1,
  colors: "rgb",
  initializer: "he",
  sampling: "random",
  hidden: [20, 20, 20],
  activation: "relu",
  output: "linear",
  optimizer: "adam",
  learning_rate: 0.006,
  decay_samples: 2_000_000,
  batch_size: 256,
  compare: "off",
};

// Raw coordinates, reaching so far that tanh neurons make an edge anywhere in the picture.
const RAW = {
  encoding: "xy",
  coordinate_scale: 3.2,
  initializer: "xavier",
  activation: "tanh",
  output: "sigmoid",
  optimizer: "adam",
  learning_rate: 0.006,
  decay_samples: 0,
  batch_size: 1024,
  sampling: "random",
};

const pick = (names) => Object.fromEntries(names.map((name) => [name, DEFAULTS[name]]));

export const PRESETS = {
  4: { ...RAW, hidden: [4] },
  20: { ...RAW, hidden: [20] },
  "10+10": { ...RAW, hidden: [10, 10] },
  "10x7": { ...RAW, hidden: Array(7).fill(10) },
  "20x7": { ...RAW, hidden: Array(7).fill(20) },
  // Tancik et al. 2020, https://arxiv.org/abs/2006.10739
  fourier: pick([
    "encoding",
    "fourier_pairs",
    "fourier_scale",
    "coordinate_scale",
    "initializer",
    "hidden",
    "activation",
    "output",
    "optimizer",
    "learning_rate",
    "decay_samples",
    "batch_size",
    "sampling",
  ]),
  // Sitzmann et al. 2020, https://arxiv.org/abs/2006.09661
  siren: {
    ...RAW,
    coordinate_scale: 20,
    hidden: [20, 20, 20],
    activation: "sine",
    output: "linear",
    decay_samples: 2_000_000,
    batch_size: 256,
  },
  // https://cs.stanford.edu/people/karpathy/convnetjs/demo/image_regression.html
  convnetjs: {
    encoding: "xy",
    coordinate_scale: 1,
    initializer: "lecun",
    hidden: Array(7).fill(20),
    activation: "relu",
    output: "linear",
    optimizer: "momentum",
    learning_rate: 0.01,
    decay_samples: 0,
    batch_size: 5,
    sampling: "random",
  },
};

/** The preset whose settings the config has, "" if there is none. */
export function presetOf(config) {
  const isSame = ([name, value]) => String(config[name]) === String(value);
  const found = Object.entries(PRESETS).find(([, preset]) => Object.entries(preset).every(isSame));
  return found ? found[0] : "";
}
