// Comparing runs: the button that pins the present one to the loss chart, and the list of all with
// what differs in their settings and what came of it.

import { countPinned, isPinnable, MOST_PINNED } from "../run-log.js";
import { formatCount, formatLoss, formatNumber, formatPercent } from "../scales.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { differences } from "./settings-in-words.js";

const NONE = "–";

/** One row per column of the list: its heading, and what it says of a run. */
const COLUMNS = [
  ["Parameters", ({ parameters }) => formatCount(parameters)],
  ["Epochs", ({ epoch }) => formatCount(epoch)],
  ["Train loss", ({ train_loss }) => lossOf(train_loss)],
  ["Test loss", ({ test_loss }) => lossOf(test_loss)],
  ["Test score", (run) => scoreOf(run)],
  ["Time per epoch", ({ ms_per_epoch }) => timeOf(ms_per_epoch)],
];

/** log: see run-log.js; onUse(config): the reader wants to train with the settings of a run. */
export function createRuns(root, { log, onUse }) {
  const pin = root.querySelector("[data-run=pin]");
  const list = root.querySelector("[data-run=list]");
  const dialog = root.querySelector("#runs");
  const title = root.querySelector("#runs-title");
  const table = dialog.querySelector("table");
  const isNew = { tools: createChanges(), list: createChanges() };
  let state;

  pin.addEventListener("click", log.pin);
  list.addEventListener("click", () => {
    dialog.showModal();
    draw(state);
  });

  function use(config) {
    dialog.close();
    onUse(config);
  }

  function draw(next) {
    state = next;
    const { runs, playing, snapshot } = state;
    drawTools();
    if (dialog.open && isNew.list(runs, playing || snapshot)) {
      keepingFocus(dialog, title, () => drawList(runs));
    }
  }

  function drawTools() {
    const canPin = isPinnable(state);
    if (isNew.tools(canPin, state.runs)) {
      const isFull = countPinned(state.runs) === MOST_PINNED;
      pin.disabled = !canPin;
      pin.title = isFull
        ? `${MOST_PINNED} runs are pinned: release one in the list of runs first`
        : "Keep these curves to compare others with";
      list.textContent = state.runs.length > 0 ? `Runs (${state.runs.length})` : "Runs";
    }
  }

  function drawList(runs) {
    const now = log.current();
    const all = now ? [{ ...now, label: "Now", is_current: true }, ...runs] : runs;
    const settings = differences(root, all.map(({ config }) => config));
    const canPin = countPinned(runs) < MOST_PINNED;
    const rows = all.map((run, i) => rowOf(run, settings[i], actionsFor(run, canPin)));
    table.replaceChildren(headOf(), element("tbody", {}, ...rows));
    table.hidden = all.length === 0;
  }

  function actionsFor({ number, label, config, is_pinned, is_current }, canPin) {
    if (is_current) {
      return [];
    }
    const pinned = element("input", { type: "checkbox", "aria-label": `Pin ${label}` });
    pinned.checked = is_pinned;
    pinned.disabled = !is_pinned && !canPin;
    pinned.addEventListener("input", () => log.setPinned(number, pinned.checked));
    const actions = [
      element("label", { class: "switch" }, pinned, "Pin"),
      button("Use these settings", `Use the settings of ${label}`, () => use(config)),
      button("Remove", `Remove ${label}`, () => log.remove(number)),
    ];
    actions.forEach((action) => {
      (action.querySelector("input") ?? action).dataset.key = `${action.textContent} ${number}`;
    });
    return actions;
  }

  return { draw };
}

function headOf() {
  const names = ["Run", "Settings that differ", ...COLUMNS.map(([name]) => name), "Actions"];
  const cells = names.map((name) => element("th", { scope: "col" }, name));
  return element("thead", {}, element("tr", {}, ...cells));
}

function rowOf(run, settings, actions) {
  const words = settings.length > 0 ? settings : [NONE];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, run.label),
    element("td", { class: "settings" }, ...words.map((setting) => element("span", {}, setting))),
    ...COLUMNS.map(([, describe]) => element("td", {}, describe(run))),
    element("td", {}, element("div", { class: "acts" }, ...actions)),
  );
}

function button(text, label, onClick) {
  const created = element("button", { type: "button", class: "btn", "aria-label": label }, text);
  created.addEventListener("click", onClick);
  return created;
}

/** Whoever used a button of a list finds themselves on the same button after it is drawn anew. */
function keepingFocus(dialog, fallback, draw) {
  const key = dialog.contains(document.activeElement) && document.activeElement.dataset.key;
  draw();
  if (key) {
    (dialog.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? fallback).focus();
  }
}

function lossOf(loss) {
  return loss === undefined ? NONE : formatLoss(loss);
}

function scoreOf({ test_accuracy, test_r2, diverged }) {
  if (diverged) {
    return "diverged";
  }
  if (test_accuracy !== undefined) {
    return formatPercent(test_accuracy);
  }
  return test_r2 === undefined ? NONE : `R² ${formatNumber(test_r2, 3)}`;
}

function timeOf(ms) {
  return ms === undefined ? NONE : `${formatNumber(ms, ms < 10 ? 2 : 1)} ms`;
}
