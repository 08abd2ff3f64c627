// Links of TensorFlow Playground, put into our own words: its settings, and what is fixed there
// (plain gradient descent, uniform initial weights, squared error).

const FEATURES = {
  x: "x1",
  y: "x2",
  xSquared: "x1_squared",
  ySquared: "x2_squared",
  xTimesY: "x1_x2",
  sinX: "sin_x1",
  sinY: "sin_x2",
};

const REGRESSION_DATASETS = new Map([
  ["reg-plane", "plane"],
  ["reg-gauss", "multi_gauss"],
]);

/** Keys that are the same but for their name. */
const RENAMED = {
  batchSize: "batch_size",
  learningRate: "learning_rate",
  regularizationRate: "regularization_rate",
  percTrainData: "train_percent",
  networkShape: "hidden",
  showTestData: "show_test",
  discretize: "discretize",
  activation: "activation",
  noise: "noise",
  problem: "problem",
};

/** Of no effect there either. */
const WITHOUT_MEANING = ["collectStats", "tutorial", "cosX", "cosY"];

const OTHERS = ["dataset", "regDataset", "regularization", "seed", "initZero", "hideText"];
const KEYS = [...Object.keys(FEATURES), ...Object.keys(RENAMED), ...WITHOUT_MEANING, ...OTHERS];
const OURS = ["v", "lab"]; // no link of theirs has these
const SHARED = ["activation", "dataset", "discretize", "noise", "problem", "regularization", "seed"];

/** Has it a key that only their links have? */
export function isPeerLink(parts) {
  const isTheirs = (key) => KEYS.includes(key) && !SHARED.includes(key);
  return !OURS.some((key) => parts.has(key)) && [...parts.keys()].some(isTheirs);
}

/** The same as a link of ours; keys that are not theirs stay as they are. */
export function readPeerLink(parts, problems) {
  const ours = new Map([
    ["learning_rate", "0.03"],
    ["regularization_rate", "0"],
    ["optimizer", "sgd"],
    ["loss", "squared_error"],
    ["initializer", isOn(parts, "initZero", false) ? "zeros" : "uniform"],
    ["samples", parts.get("problem") === "regression" ? "1200" : "500"],
    ["dataset", datasetOf(parts)],
    ["features", featuresOf(parts)],
    ["regularization", (parts.get("regularization") ?? "none").toLowerCase()],
    ...seedsOf(parts, problems),
  ]);
  parts.forEach((text, key) => {
    if (Object.hasOwn(RENAMED, key)) {
      ours.set(RENAMED[key], text);
    } else if (!KEYS.includes(key) || key === "hideText") {
      ours.set(key, text);
    }
  });
  ["show_test", "discretize"].filter((key) => ours.has(key)).forEach((key) => {
    ours.set(key, ours.get(key) === "false" ? "0" : "1");
  });
  return ours;
}

/** Anything but "false" is true there. */
function isOn(parts, key, otherwise) {
  return parts.has(key) ? parts.get(key) !== "false" : otherwise;
}

function datasetOf(parts) {
  if (parts.get("problem") === "regression") {
    const name = parts.get("regDataset") ?? "reg-plane";
    return REGRESSION_DATASETS.get(name) ?? name;
  }
  return parts.get("dataset") ?? "circle";
}

function featuresOf(parts) {
  const isChosen = (key) => isOn(parts, key, key === "x" || key === "y");
  const chosen = Object.keys(FEATURES).filter(isChosen);
  return chosen.map((key) => FEATURES[key]).join();
}

/** A seed there is a text such as 0.27182; here one number draws the data and the weights. */
function seedsOf(parts, problems) {
  if (!parts.has("seed")) {
    return [];
  }
  const seed = Math.round(Number(parts.get("seed")) * 1e5);
  if (!(seed >= 0 && seed < 2 ** 32)) {
    problems.push(`invalid seed: '${parts.get("seed").slice(0, 40)}' (expected 0.00000 to 0.99999)`);
    return [];
  }
  return [
    ["seed", String(seed)],
    ["data_seed", String(seed)],
  ];
}
