// The loss chart: training and test loss by epoch, on a logarithmic or a linear axis, above the
// curves of pinned runs; smoothed, if the reader wants that, above the faint curves as they are.

import uPlot from "../../vendor/uplot/uPlot.esm.js";
import { observeSize, textScale } from "../canvas.js";
import { clamp, formatEpochs, formatLoss, linearExtent, logExtent } from "../scales.js";
import { createChanges } from "./changes.js";
import { createChartCursor } from "./chart-cursor.js";
import { drawCross, drawEnds } from "./curve-ends.js";
import { createDecimator } from "./decimate.js";
import { element } from "./element.js";
import { chartOptions, TEST, TRAIN, variantOf } from "./loss-chart-options.js";
import { inNextFrame } from "./next-frame.js";
import { smoothed } from "./smooth.js";
import { drawPinned, pinnedEpochs, pinnedLosses } from "./pinned-curves.js";

const LEAST_LOSS = 1e-6; // losses beyond these are drawn as these
const MOST_LOSS = 1e6;
const IDLE_EXTENT = [0.01, 1];
const FEWEST_EPOCHS = 10; // on the axis from the start, lest the first ones fill it
const NOTHING_YET = "Training and test loss by epoch: nothing trained yet";
const NO_CURVES = [[0], [null], [null], [null], [null]];

/** onRewind(epoch): the reader wants to go on from there. */
export function createLossChart(root, { onRewind }) {
  const picture = element("div", { class: "picture", role: "img", "aria-label": NOTHING_YET });
  const cursor = createChartCursor(root, { onRewind });
  const thin = createDecimator();
  const isNew = {
    theme: createChanges(),
    variant: createChanges(),
    size: createChanges(),
    runs: createChanges(),
    curves: createChanges(),
    sentence: createChanges(),
  };
  const look = {}; // font and colors, changed in place because uPlot keeps hold of it
  let size; // {width, height}
  let chart;
  let runs = []; // with curves as they are drawn
  let state;

  root.prepend(picture);
  const drawSoon = inNextFrame(() => draw(state));
  observeSize(root, (box) => {
    size = box;
    if (chart) {
      draw(state);
    } else {
      drawSoon(); // making it takes long
    }
  });
  document.fonts.ready.then(() => chart?.redraw());

  function draw(next) {
    state = next;
    if (state) {
      describe();
    }
    if (state && size?.width && size.height) {
      drawChart();
    }
  }

  /** Those who cannot see the chart need not wait until it has a size. */
  function describe() {
    const { history, playing, log_loss } = state;
    if (!playing && isNew.sentence(history, log_loss)) {
      picture.setAttribute("aria-label", sentence(history, log_loss));
    }
  }

  function drawChart() {
    const { theme, history, snapshot, log_loss, smoothing } = state;
    if (isNew.theme(theme)) {
      Object.assign(look, lookOf(root));
      chart?.redraw();
    }
    fit();
    if (isNew.runs(state.runs, smoothing)) {
      runs = state.runs.map((run) => smoothedRun(run, smoothing));
    }
    if (isNew.curves(chart, history, snapshot?.diverged, runs, smoothing)) {
      showCurves(chart, curvesOf(thin, history, smoothing), { runs, isLog: log_loss });
    }
    cursor.draw({ chart, history });
  }

  function fit() {
    const { width, height } = size;
    const variant = variantOf(size);
    const isLog = state.log_loss;
    if (isNew.variant(variant, isLog)) {
      chart?.destroy();
      const drawUnder = (self) => inCssPixels(self, drawPinnedOf(self, { variant, look, runs }));
      const drawOver = (self) => inCssPixels(self, drawEndsOf(self, { variant, look, state }));
      const options = chartOptions(variant, size, { look, isLog, drawUnder, drawOver });
      chart = new uPlot(options, NO_CURVES, picture);
    }
    if (isNew.size(width, height)) {
      chart.setSize({ width, height });
      queueMicrotask(() => cursor.draw({ chart, history: state.history })); // once uPlot has done it
    }
  }

  return { draw };
}

/** The font and colors of the page, as a canvas wants them. */
function lookOf(root) {
  const style = getComputedStyle(root);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    scale: textScale(),
    train: color("ink"),
    test: color("ink-2"),
    words: color("ink-3"),
    grid: color("line"),
    base: color("line-2"),
    pinned: color("line-3"),
    ground: color("paper"),
    danger: color("danger"),
  };
}

/** In the order of uPlot's series. */
function curvesOf(thin, { epoch, train_loss, test_loss }, smoothing) {
  if (epoch.length === 0) {
    return NO_CURVES;
  }
  const raw = [test_loss, train_loss];
  const smooth = smoothing > 0 ? raw.map((losses) => smoothed(epoch, losses, smoothing)) : [];
  const { epochs, curves } = thin(epoch, [...raw, ...smooth]);
  const drawn = curves.map((losses) => losses.map(drawable));
  const hidden = smoothing > 0 ? [] : raw.map(() => epochs.map(() => null));
  return [epochs, ...hidden, ...drawn];
}

function smoothedRun(run, smoothing) {
  const { epoch, train_loss, test_loss } = run.curves;
  const smooth = (losses) => (smoothing > 0 ? smoothed(epoch, losses, smoothing) : losses);
  return { ...run, curves: { epoch, train_loss: smooth(train_loss), test_loss: smooth(test_loss) } };
}

/** null leaves a hole in the curve. */
function drawable(loss) {
  return Number.isFinite(loss) ? clamp(loss, LEAST_LOSS, MOST_LOSS) : null;
}

function showCurves(chart, curves, { runs, isLog }) {
  const losses = [...curves.slice(1).flat(), ...pinnedLosses(runs).map(drawable)];
  const [min, max] = lossExtent(losses.filter((loss) => loss !== null), isLog);
  chart.batch(() => {
    chart.setData(curves, false);
    const last = Math.max(FEWEST_EPOCHS, curves[0].at(-1), ...pinnedEpochs(runs));
    chart.setScale("x", { min: 0, max: last });
    chart.setScale("y", { min, max });
  });
}

function lossExtent(losses, isLog) {
  if (losses.length === 0) {
    return isLog ? IDLE_EXTENT : linearExtent(IDLE_EXTENT[1]);
  }
  const highest = Math.max(...losses);
  return isLog ? logExtent(Math.min(...losses), highest) : linearExtent(highest);
}

/** draw(context) on a chart, whose canvas counts in device pixels. */
function inCssPixels(chart, draw) {
  chart.ctx.save();
  chart.ctx.scale(uPlot.pxRatio, uPlot.pxRatio);
  draw(chart.ctx);
  chart.ctx.restore();
}

function drawPinnedOf(chart, { variant, look, runs }) {
  const toX = (epoch) => chart.valToPos(epoch, "x", true) / uPlot.pxRatio;
  const toY = (loss) => chart.valToPos(drawable(loss), "y", true) / uPlot.pxRatio;
  return (context) =>
    drawPinned(context, runs, { toX, toY, look, hasNames: variant === "full" });
}

function drawEndsOf(chart, { variant, look, state: { snapshot } }) {
  const [test, train] = [TEST, TRAIN].map((series) => endOf(chart, series));
  const hasNames = variant === "full";
  return (context) => {
    if (train && snapshot.diverged) {
      const { train_loss } = snapshot;
      const name = hasNames && !Number.isFinite(train_loss) ? formatLoss(train_loss) : "";
      drawCross(context, { ...train, name, color: look.danger, font: look.font });
    } else if (train) {
      drawBothEnds(context, { train, test, look, hasNames });
    }
  };
}

function drawBothEnds(context, { train, test, look, hasNames }) {
  const ends = [
    { ...test, name: "test", color: look.test, isHollow: true },
    { ...train, name: "train", color: look.train },
  ];
  const { font, scale, ground } = look;
  drawEnds(context, test ? ends : ends.slice(1), { font, scale, ground, hasNames });
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

function sentence({ epoch, train_loss, test_loss }, isLog) {
  if (epoch.length === 0) {
    return NOTHING_YET;
  }
  const test = test_loss.at(-1) === undefined ? "" : `, test loss ${formatLoss(test_loss.at(-1))}`;
  const train = `training loss ${formatLoss(train_loss.at(-1))}`;
  const axis = isLog ? "logarithmic" : "linear";
  return `Loss by epoch, ${axis}: at epoch ${formatEpochs(epoch.at(-1))} ${train}${test}`;
}
