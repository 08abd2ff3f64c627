// How the score comes about: training beside test data, and for classes which was taken for which.

import { formatLoss, formatNumber, formatPercent } from "../scales.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";

const SVG = "http://www.w3.org/2000/svg";
const NONE = "–";

/** What training minimizes beside the loss, of all weights. */
const PENALTIES = {
  l1: (weight) => Math.abs(weight),
  l2: (weight) => weight ** 2 / 2,
};

export function createScoreDetails(root) {
  const isNew = createChanges();
  let state;

  root.addEventListener("toggle", () => draw(state));

  function draw(next) {
    state = next;
    const { snapshot, class_names, config } = state;
    const isOpen = root.matches(":popover-open");
    if (isNew(isOpen, snapshot) && isOpen) {
      const names = config.dataset === "points" ? class_names : undefined;
      const isClassified = snapshot.classes > 0;
      const parts = isClassified ? accuracy(snapshot, config, names) : fit(snapshot, config);
      root.replaceChildren(...parts);
    }
  }

  return { draw };
}

function accuracy(snapshot, config, names) {
  const { classes, train_confusion, test_confusion, train_accuracy, test_accuracy } = snapshot;
  const data = test_confusion ? "Test data" : "Training data";
  const confusion = test_confusion ?? train_confusion;
  return [
    element("h2", {}, "Accuracy"),
    table(["", "Training", "Test"], [
      ["Correct", shareOf(train_accuracy), shareOf(test_accuracy)],
      ["Points", correctOf(train_confusion, classes), correctOf(test_confusion, classes)],
      ...losses(snapshot, config),
    ]),
    confusionTable(data, confusion, classNames(classes, names)),
  ];
}

/** R²: the share of the variance that the network explains. */
function fit(snapshot, config) {
  const { train_r2, test_r2 } = snapshot;
  const rounded = (value) => (value === undefined ? NONE : formatNumber(value, 3));
  return [
    element("h2", {}, "Fit"),
    table(["", "Training", "Test"], [
      ["R²", rounded(train_r2), rounded(test_r2)],
      ...losses(snapshot, config),
    ]),
    element("p", { class: "hint-text" }, "R² is 1 for a perfect fit, 0 for always the mean."),
  ];
}

function losses({ train_loss, test_loss, weights }, config) {
  const written = (loss) => (loss === undefined ? NONE : formatLoss(loss));
  const penalty = penaltyOf(weights, config);
  return [
    ["Loss", written(train_loss), written(test_loss)],
    ...(penalty === undefined ? [] : [["Penalty", formatLoss(penalty), NONE]]),
  ];
}

/** Undefined where none is in use. */
export function penaltyOf(weights, { regularization, regularization_rate }) {
  const rule = PENALTIES[regularization];
  return rule && regularization_rate * sum(weights.flatMap((layer) => Array.from(layer, rule)));
}

function shareOf(accuracy) {
  return accuracy === undefined ? NONE : formatPercent(accuracy);
}

function correctOf(confusion, classes) {
  if (!confusion) {
    return NONE;
  }
  const correct = confusion.filter((_, i) => i % (classes + 1) === 0);
  return `${sum(correct)} of ${sum(confusion)}`;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/** Two classes are the signs of the output. */
function classNames(classes, names) {
  const numbers = Array.from({ length: classes }, (_, i) => i + 1);
  const usual = classes === 2 ? ["+1", "\u22121"] : numbers;
  return usual.map((name, i) => names?.[i] ?? String(name));
}

// ----- tables -----

function table([corner, ...names], rows) {
  const head = element("tr", {}, element("td", {}, corner), ...names.map(columnHead));
  const body = rows.map(([name, ...cells]) =>
    element("tr", {}, rowHead(name), ...cells.map(cellOf)),
  );
  return element(
    "table",
    { class: "num" },
    element("thead", {}, head),
    element("tbody", {}, ...body),
  );
}

/** Rows: the true class; columns: the predicted one. */
function confusionTable(data, confusion, names) {
  const heads = names.map((name, i) => element("th", { scope: "col" }, markOf(i), name));
  const rows = names.map((name, i) => {
    const counts = [...confusion.slice(i * names.length, (i + 1) * names.length)];
    const cells = counts.map((count, j) => countCell(count, sum(counts), i === j));
    return element("tr", {}, element("th", { scope: "row" }, markOf(i), name), ...cells);
  });
  const caption = `${data}: true classes in rows, predicted ones in columns`;
  return element(
    "table",
    { class: "confusion num" },
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, element("td"), ...heads)),
    element("tbody", {}, ...rows),
  );
}

function countCell(count, total, isCorrect) {
  const share = total > 0 ? formatPercent(count / total, 0) : NONE;
  const attributes = isCorrect ? { class: "correct" } : {};
  return element("td", attributes, element("b", {}, String(count)), element("small", {}, share));
}

function columnHead(name) {
  return element("th", { scope: "col" }, name);
}

function rowHead(name) {
  return element("th", { scope: "row" }, name);
}

function cellOf(text) {
  return element("td", {}, text);
}

/** The same marks as in the plot; symbols of them are in index.html. */
function markOf(index) {
  const mark = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#m-${index + 1}`);
  mark.setAttribute("width", "10");
  mark.setAttribute("height", "10");
  mark.setAttribute("aria-hidden", "true");
  mark.append(use);
  return mark;
}
