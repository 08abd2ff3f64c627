// How uPlot is told to look like the rest of the page, in three versions for three sizes.

import {
  formatCount,
  formatLoss,
  formatNumber,
  formatPowerOfTen,
  logTicks,
  ticks,
} from "../scales.js";

// uPlot's series: after the epochs, faintly, the curves as they are once these are smoothed.
export const TEST = 3;
export const TRAIN = 4;
const [LINEAR, LOG] = [1, 3]; // uPlot's kinds of scales
const FAINT = 0.3;
const EPOCH_TICK = 56; // pixels from one to the next
const LOSS_TICK = 30;

// padding: top, right, bottom, left
const VARIANTS = {
  full: { padding: [8, 36, 0, 0], hasLosses: true, hasEpochs: true },
  low: { padding: [6, 8, 4, 0], hasLosses: true, hasEpochs: false },
  bare: { padding: [4, 5, 4, 1], hasLosses: false, hasEpochs: false },
};

export function variantOf({ width, height }) {
  if (width < 150) {
    return "bare";
  }
  return height < 90 ? "low" : "full";
}

/** look: font, its scale and colors, see loss-chart.js; drawUnder(chart) and drawOver(chart): the curves. */
export function chartOptions(variant, { width, height }, { look, isLog, drawUnder, drawOver }) {
  const { hasLosses, hasEpochs } = VARIANTS[variant];
  const padding = VARIANTS[variant].padding.map((pixels) => pixels * look.scale);
  const test = { stroke: () => look.test, width: 1.5, dash: [4, 2.5] };
  const train = { stroke: () => look.train, width: 1.75 };
  return {
    width,
    height,
    padding,
    legend: { show: false },
    cursor: { show: false },
    select: { show: false },
    scales: { x: { time: false, auto: false }, y: { distr: isLog ? LOG : LINEAR, auto: false } },
    axes: [epochAxis(look, hasEpochs), lossAxis(look, hasLosses, isLog)],
    series: [
      {},
      curve({ ...test, alpha: FAINT }),
      curve({ ...train, alpha: FAINT }),
      curve(test),
      curve(train),
    ],
    hooks: { drawAxes: [drawUnder], draw: [drawOver] },
  };
}

function curve(options) {
  return { points: { show: false }, spanGaps: false, ...options };
}

function epochAxis(look, isNamed) {
  return {
    ...axis(look),
    size: isNamed ? 20 * look.scale : 1,
    gap: 4 * look.scale,
    grid: { show: false },
    border: { show: true, stroke: () => look.base, width: 1 },
    splits: (chart, _, low, high) => ticks(low, high, Math.floor(chart.width / EPOCH_TICK / look.scale)),
    values: (_, epochs) => epochs.map((epoch) => (isNamed ? formatCount(epoch) : "")),
  };
}

function lossAxis(look, isNamed, isLog) {
  const format = isLog ? formatPowerOfTen : formatLinear;
  const splits = isLog ? logTicks : ticks;
  return {
    ...axis(look),
    size: isNamed ? 32 * look.scale : 0,
    gap: 6 * look.scale,
    grid: { show: isNamed, stroke: () => look.grid, width: 1 },
    splits: (chart, _, low, high) => splits(low, high, lossTicks(chart.height / look.scale)),
    filter: (_, losses) => losses, // all of them, not only those that uPlot finds room for
    values: (_, losses) => losses.map((loss) => (isNamed ? format(loss) : "")),
  };
}

/** 0.25, 300, but 1.2e+6 */
function formatLinear(loss) {
  return loss < 10_000 ? formatNumber(loss) : formatLoss(loss);
}

function lossTicks(height) {
  return Math.max(2, Math.floor(height / LOSS_TICK));
}

function axis(look) {
  return { font: look.font, stroke: () => look.words, ticks: { show: false } };
}
