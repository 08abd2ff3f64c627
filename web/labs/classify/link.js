// What a link of the Classify lab can say besides the settings, and what it need not say.

import { DATASETS } from "../../config.js";
import { FIRST_FORMULA } from "./formulas.js";

const LONGEST_NAME = 60; // of a class, in characters
const MOST_CLASSES = 6;
const SPEEDS = ["sample", "batch", "1", "4", "16", "max"];

const flag = (name, value) => ({ name, kind: "flag", default: value });

/** Rows of how a run is shown, as link.js wants them. */
export const view = [
  { name: "speed", kind: "choice", choices: SPEEDS, default: "1" },
  flag("show_test", false),
  flag("discretize", false),
  flag("boundary", true),
  flag("log_loss", true),
  { name: "smoothing", kind: "number", low: 0, high: 0.99, default: 0 },
  flag("scale_tiles", false),
  flag("mark_sign", false),
  { name: "view", kind: "choice", choices: ["output", "space"], default: "output" },
  {
    name: "space",
    kind: "integers",
    count: [0, 3],
    low: 0,
    high: 64,
    default: [],
    from: ({ space }) => (space ? [space.layer, space.across, space.up] : []),
    patch: ([layer, across, up]) => ({ space: layer && { layer, across, up } }),
  },
  {
    name: "class_names",
    kind: "lines",
    count: [1, 6],
    default: [],
    from: ({ class_names, config }) =>
      config.dataset === "points" && class_names ? class_names : [],
    patch: (names) => ({
      class_names: names.length > 0 ? names.map((name) => name.slice(0, LONGEST_NAME)) : undefined,
    }),
  },
];

/** What else of the page's state ends when a link is opened. */
export const fresh = { cleared: false, editing: false, pinned: false };

/** Data that the reader brings, and that another data set has no use for. */
export function isIdle(name, { dataset }) {
  return (name === "points" || name === "formula") && dataset !== name;
}

/** What a link to points of the reader's own does without, if they are not to travel. */
export function isOwnData(name, { dataset }) {
  return dataset === "points" && ["dataset", "points", "class_names"].includes(name);
}

/** A new entry in the history of the browser begins when this changes. */
export function chapterOf({ config: { problem, dataset } }) {
  return `${problem}, ${dataset}`;
}

/** Problem and data set go together: where a link names one, the other follows. */
export function complete(given) {
  const config = { ...given };
  const problems = [];
  const trouble = config.points && troubleWith(config);
  if (trouble) {
    problems.push(`invalid points: ${trouble}`);
    delete config.points;
  }
  if (config.dataset === "points" && !config.points?.length) {
    problems.push(...(trouble ? [] : ["missing points: the data set 'points' needs some"]));
    delete config.dataset;
  }
  const { dataset } = config;
  if (!given.problem && dataset && !DATASETS.classification.includes(dataset)) {
    config.problem = "regression";
  }
  const { problem = "classification" } = config;
  const fitting = DATASETS[problem];
  if (!fitting.includes(dataset) && (dataset || problem !== "classification")) {
    config.dataset = fitting[0];
    if (dataset) {
      problems.push(
        `invalid dataset: '${dataset}' is not for ${problem} (expected ${fitting.join(", ")})`,
      );
    }
  }
  if (config.dataset === "formula" && !config.formula) {
    config.formula = FIRST_FORMULA;
  }
  return { config, problems };
}

/** What is wrong with points x1, x2, target, …, or undefined. The page draws them at once. */
function troubleWith({ points, problem }) {
  if (points.length % 3 > 0) {
    return `${points.length} numbers (expected x1, x2, target for each)`;
  }
  const isClass = (target) => Number.isInteger(target) && target >= 0 && target < MOST_CLASSES;
  const wrong = points.findIndex((value, i) => i % 3 === 2 && !isClass(value));
  if (problem === "regression" || wrong < 0) {
    return undefined;
  }
  const number = (wrong + 1) / 3;
  return `point ${number} has class ${points[wrong]} (expected 0 to ${MOST_CLASSES - 1})`;
}
