// The chart of a painting: PSNR by step.

import uPlot from "../../../vendor/uplot/uPlot.esm.js";
import { observeSize, textScale } from "../../canvas.js";
import { formatCount, ticks } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { inNextFrame } from "../../views/next-frame.js";

const LOW = 60; // pixels; a chart that is lower has no axes, nor has one in a frame
const STEP_TICK = 56; // pixels from one to the next, of text as large as usual
const PSNR_TICKS = 3;
const LEAST_STEPS = 100; // on the axis from the start, lest the first ones fill it
const LEAST_PSNR = 30; // dB

export function createPsnrChart(root) {
  const isEmbedded = "embed" in document.documentElement.dataset;
  const isNew = {
    theme: createChanges(),
    variant: createChanges(),
    size: createChanges(),
    curve: createChanges(),
    sentence: createChanges(),
  };
  const look = {}; // font, its scale and colors, changed in place because uPlot keeps hold of it
  let size;
  let chart;
  let state;

  root.setAttribute("role", "img");
  root.setAttribute("aria-label", "PSNR by step: nothing trained yet");
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
    if (!state || !size?.width || !size.height) {
      return;
    }
    const { theme, history, playing } = state;
    if (isNew.theme(theme)) {
      Object.assign(look, lookOf(root));
      chart?.redraw();
    }
    fit();
    if (isNew.curve(chart, history)) {
      showCurve(chart, history);
    }
    if (!playing && isNew.sentence(history) && history.step.length > 0) {
      root.setAttribute("aria-label", sentence(history));
    }
  }

  function fit() {
    const { width, height } = size;
    const hasAxes = height >= LOW && !isEmbedded;
    if (isNew.variant(hasAxes)) {
      chart?.destroy();
      chart = new uPlot(optionsFor({ width, height, hasAxes, look }), [[0], [null]], root);
    }
    if (isNew.size(width, height)) {
      chart.setSize({ width, height });
    }
  }

  return { draw };
}

function lookOf(root) {
  const style = getComputedStyle(root);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
    scale: textScale(),
    ink: color("ink"),
    words: color("ink-3"),
    grid: color("line"),
    base: color("line-2"),
  };
}

function optionsFor({ width, height, hasAxes, look }) {
  const axis = { font: look.font, stroke: () => look.words, ticks: { show: false } };
  return {
    width,
    height,
    padding: (hasAxes ? [8, 12, 0, 0] : [4, 6, 4, 0]).map((pixels) => pixels * look.scale),
    legend: { show: false },
    cursor: { show: false },
    select: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [
      {
        ...axis,
        size: hasAxes ? 20 * look.scale : 1,
        gap: 4 * look.scale,
        grid: { show: false },
        border: { show: true, stroke: () => look.base, width: 1 },
        splits: (chart, _, low, high) => ticks(low, high, Math.floor(chart.width / STEP_TICK / look.scale)),
        values: (_, steps) => steps.map((step) => (hasAxes ? shortStep(step) : "")),
      },
      {
        ...axis,
        size: hasAxes ? 40 * look.scale : 0,
        gap: 6 * look.scale,
        grid: { show: hasAxes, stroke: () => look.grid, width: 1 },
        splits: (_chart, _axis, low, high) => ticks(low, high, PSNR_TICKS),
        filter: (_, values) => values,
        values: (_, values) => values.map((value) => (hasAxes ? nameOf(value, values) : "")),
      },
    ],
    series: [{}, { stroke: () => look.ink, width: 1.75, points: { show: false } }],
    hooks: { draw: [(chart) => drawEnd(chart, look.ink)] },
  };
}

/** The unit stands once, at the top. */
function nameOf(value, values) {
  return value === values.at(-1) ? `${value} dB` : String(value);
}

/** 5000 -> 5k */
export function shortStep(step) {
  if (step >= 1e6) {
    return `${Number((step / 1e6).toPrecision(3))}M`;
  }
  return step >= 1000 ? `${Number((step / 1000).toPrecision(3))}k` : String(step);
}

function showCurve(chart, { step, psnr }) {
  const isIdle = step.length === 0;
  chart.batch(() => {
    chart.setData(isIdle ? [[0], [null]] : [step, psnr], false);
    chart.setScale("x", { min: 0, max: Math.max(LEAST_STEPS, step.at(-1) ?? 0) });
    const most = Math.max(LEAST_PSNR, ...psnr);
    chart.setScale("y", { min: 0, max: Math.ceil(most / 10) * 10 });
  });
}

function drawEnd(chart, color) {
  const [steps, values] = chart.data;
  const last = values.length - 1;
  if (values[last] === null) {
    return;
  }
  const context = chart.ctx;
  context.beginPath();
  const x = chart.valToPos(steps[last], "x", true);
  const y = chart.valToPos(values[last], "y", true);
  context.arc(x, y, 2.5 * uPlot.pxRatio, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

function sentence({ step, psnr }) {
  return `PSNR by step: ${psnr.at(-1).toFixed(1)} dB at step ${formatCount(step.at(-1))}`;
}
