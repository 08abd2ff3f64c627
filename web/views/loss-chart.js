// The loss chart: training and test loss by epoch, on a logarithmic axis.

import uPlot from "../../vendor/uplot/uPlot.esm.js";
import { observeSize } from "../canvas.js";
import { clamp, formatEpoch, formatLoss, logExtent } from "../scales.js";
import { createChanges } from "./changes.js";
import { drawCross, drawEnds } from "./curve-ends.js";
import { decimate } from "./decimate.js";
import { chartOptions, TEST, TRAIN, variantOf } from "./loss-chart-options.js";

const LEAST_LOSS = 1e-6; // losses beyond these are drawn as these
const MOST_LOSS = 1e6;
const IDLE_EXTENT = [0.01, 1];
const FEWEST_EPOCHS = 10; // on the axis from the start, lest the first ones fill it
const NO_CURVES = [[0], [null], [null]];

export function createLossChart(root) {
  const isNew = {
    theme: createChanges(),
    variant: createChanges(),
    size: createChanges(),
    curves: createChanges(),
    sentence: createChanges(),
  };
  const look = {}; // font and colours, changed in place because uPlot keeps hold of it
  let size; // {width, height}
  let chart;
  let state;

  root.setAttribute("role", "img");
  observeSize(root, (box) => {
    size = box;
    draw(state);
  });
  document.fonts.ready.then(() => chart?.redraw());

  function draw(next) {
    state = next;
    if (!state || !size?.width || !size.height) {
      return;
    }
    const { theme, history, snapshot, playing } = state;
    if (isNew.theme(theme)) {
      Object.assign(look, lookOf(root));
      chart?.redraw();
    }
    fit();
    if (isNew.curves(chart, history, snapshot?.diverged)) {
      showCurves(chart, curvesOf(history));
    }
    if (!playing && isNew.sentence(history)) {
      root.setAttribute("aria-label", sentence(history));
    }
  }

  function fit() {
    const { width, height } = size;
    const variant = variantOf(size);
    if (isNew.variant(variant)) {
      chart?.destroy();
      const drawOver = (self) => drawEndsOf(self, { variant, look, snapshot: state.snapshot });
      chart = new uPlot(chartOptions(variant, size, { look, drawOver }), NO_CURVES, root);
    }
    if (isNew.size(width, height)) {
      chart.setSize({ width, height });
    }
  }

  return { draw };
}

/** The font and colours of the page, as a canvas wants them. */
function lookOf(root) {
  const style = getComputedStyle(root);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    train: color("ink"),
    test: color("ink-2"),
    words: color("ink-3"),
    grid: color("line"),
    base: color("line-2"),
    ground: color("paper"),
    danger: color("danger"),
  };
}

/** In the order of uPlot's series: epochs, test, train. */
function curvesOf({ epoch, train_loss, test_loss }) {
  if (epoch.length === 0) {
    return NO_CURVES;
  }
  const { epochs, curves } = decimate(epoch, [test_loss, train_loss]);
  return [epochs, ...curves.map((losses) => losses.map(drawable))];
}

/** null leaves a hole in the curve. */
function drawable(loss) {
  return Number.isFinite(loss) ? clamp(loss, LEAST_LOSS, MOST_LOSS) : null;
}

function showCurves(chart, curves) {
  const losses = [...curves[TRAIN], ...curves[TEST]].filter((loss) => loss !== null);
  const isIdle = losses.length === 0;
  const [min, max] = isIdle ? IDLE_EXTENT : logExtent(Math.min(...losses), Math.max(...losses));
  chart.batch(() => {
    chart.setData(curves, false);
    chart.setScale("x", { min: 0, max: Math.max(FEWEST_EPOCHS, curves[0].at(-1)) });
    chart.setScale("y", { min, max });
  });
}

function drawEndsOf(chart, { variant, look, snapshot }) {
  const context = chart.ctx;
  const [test, train] = [TEST, TRAIN].map((series) => endOf(chart, series));
  const hasNames = variant === "full";
  if (!train) {
    return;
  }
  context.save();
  context.scale(uPlot.pxRatio, uPlot.pxRatio); // from here on in CSS pixels
  if (snapshot.diverged) {
    const name = hasNames && !Number.isFinite(snapshot.train_loss) ? "NaN" : "";
    drawCross(context, { ...train, name, color: look.danger, font: look.font });
  } else {
    const ends = [
      { ...test, name: "test", color: look.test, isHollow: true },
      { ...train, name: "train", color: look.train },
    ];
    drawEnds(context, test ? ends : ends.slice(1), { font: look.font, ground: look.ground, hasNames });
  }
  context.restore();
}

/** Where a curve ends, in CSS pixels; undefined without a curve. */
function endOf(chart, series) {
  const [epochs] = chart.data;
  const losses = chart.data[series];
  const last = losses.findLastIndex((loss) => loss !== null);
  return last < 0
    ? undefined
    : {
        x: chart.valToPos(epochs[last], "x", true) / uPlot.pxRatio,
        y: chart.valToPos(losses[last], "y", true) / uPlot.pxRatio,
      };
}

function sentence({ epoch, train_loss, test_loss }) {
  if (epoch.length === 0) {
    return "Training and test loss by epoch: nothing trained yet";
  }
  const test = test_loss.at(-1) === undefined ? "" : `, test loss ${formatLoss(test_loss.at(-1))}`;
  const train = `training loss ${formatLoss(train_loss.at(-1))}`;
  return `Loss by epoch, logarithmic: at epoch ${formatEpoch(epoch.at(-1))} ${train}${test}`;
}
