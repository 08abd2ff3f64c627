// The output plot: what the network, or the neuron in focus, makes of every point of the plane,
// and the points it learns from.

import { clearedContext, fitCanvas, observeSize } from "../canvas.js";
import { formatLoss, formatPercent, linearScale } from "../scales.js";
import { createChanges } from "./changes.js";
import { classBoundaries, zeroContour } from "./contour.js";
import { element } from "./element.js";
import { paintField } from "./heatmap.js";
import { createMark, MARKS } from "./marks.js";
import { hasUnit, outputLayer, outputMap, unitMap, unitName } from "./units.js";

const EXTENT = 6; // the plane is shown from -6 to 6 both ways
const SMALL = 240; // a plot below this side has smaller marks
const LINE = 1.05; // at 1 device pixel Chromium draws hairlines, whose ends show as dots
const CROWD = 800; // and so has a plot with more points than this

/** root: the canvas of the map. The points lie on a second one, as they change less often. */
export function createOutputPlot(root, { palette }) {
  const overlay = element("canvas", { class: "points", "aria-hidden": "true" });
  const mapChanged = createChanges();
  const pointsChanged = createChanges();
  const sentenceChanged = createChanges();
  let size = 0;
  let state;

  root.after(overlay);
  observeSize(root, ({ width }) => {
    size = width;
    fitCanvas(root, { width, height: width });
    fitCanvas(overlay, { width, height: width });
    draw(state);
  });

  function draw(next) {
    state = next;
    if (!state?.snapshot || size === 0) {
      return;
    }
    const { snapshot, discretize, show_test, playing } = state;
    const focus = shownUnit(state);
    if (mapChanged(snapshot, focus?.layer, focus?.unit, discretize, palette.version, root.width)) {
      drawMap(root, size, { snapshot, focus, discretize }, palette);
    }
    if (pointsChanged(snapshot.data, show_test, palette.version, overlay.width)) {
      drawPoints(overlay, size, { snapshot, show_test }, palette);
    }
    if (!playing && sentenceChanged(snapshot, focus?.layer, focus?.unit, show_test)) {
      root.setAttribute("aria-label", sentence(state, focus));
    }
  }

  return { draw };
}

/** The neuron whose map replaces the output, if there is one. */
function shownUnit({ snapshot, focus }) {
  if (!focus || !hasUnit(snapshot, focus)) {
    return undefined;
  }
  const isOutput = focus.layer === outputLayer(snapshot) && snapshot.classes <= 2;
  return isOutput ? undefined : focus;
}

// ----- the map -----

function drawMap(canvas, size, { snapshot, focus, discretize }, palette) {
  if (focus) {
    const { field, options } = unitMap(snapshot, focus, palette);
    paintField(canvas, field, palette, options);
    return;
  }
  const { field, options } = outputMap(snapshot);
  paintField(canvas, field, palette, { ...options, discretize });
  const boundary = snapshot.classes > 2 ? classBoundaries(field) : zeroContour(field);
  strokeSegments(canvas, boundary, size, palette.css("--boundary"));
}

function strokeSegments(canvas, segments, size, color) {
  const context = canvas.getContext("2d");
  const scale = canvas.width;
  context.lineWidth = LINE * canvas.width / size;
  context.lineCap = "round";
  context.strokeStyle = color;
  context.beginPath();
  for (let i = 0; i < segments.length; i += 4) {
    context.moveTo(segments[i] * scale, segments[i + 1] * scale);
    context.lineTo(segments[i + 2] * scale, segments[i + 3] * scale);
  }
  context.stroke();
}

// ----- the points -----

function drawPoints(canvas, size, { snapshot, show_test }, palette) {
  const { data, classes } = snapshot;
  const test_targets = show_test ? data.test_targets : [];
  const radius = markRadius(size, data.train_targets.length + test_targets.length);
  const context = clearedContext(canvas);
  drawAxes(context, size, palette.css("--grid"));
  const train = { inputs: data.train_inputs, targets: data.train_targets, classes };
  const test = { inputs: data.test_inputs, targets: test_targets, classes };
  drawMarks(context, size, train, { radius, paint: paintFilled, palette });
  drawMarks(context, size, test, { radius, paint: paintHollow, palette });
}

function markRadius(size, count) {
  const radius = size < SMALL ? 2.25 : 3;
  return radius * Math.max(0.5, Math.min(1, Math.sqrt(CROWD / count)));
}

function drawAxes(context, size, color) {
  const middle = Math.floor(size / 2);
  context.fillStyle = color;
  context.fillRect(middle, 0, 1, size);
  context.fillRect(0, middle, size, 1);
}

function drawMarks(context, size, { inputs, targets, classes }, { radius, paint, palette }) {
  const x = linearScale([-EXTENT, EXTENT], [0, size]);
  const y = linearScale([-EXTENT, EXTENT], [size, 0]);
  const marks = MARKS.map((_, classIndex) => createMark(classIndex, radius));
  const halo = palette.css("--halo");
  const ground = palette.css("--surface");
  targets.forEach((target, i) => {
    const { mark, color } = lookOf(target, classes, palette);
    context.save();
    context.translate(x(inputs[2 * i]), y(inputs[2 * i + 1]));
    context.lineWidth = Math.min(2, radius);
    context.strokeStyle = halo;
    context.stroke(marks[mark]);
    paint(context, marks[mark], color, ground);
    context.restore();
  });
}

/** The mark and colour of a class; values look like the class of their sign. */
function lookOf(target, classes, palette) {
  if (classes > 0) {
    return { mark: target, color: palette.classes[target] };
  }
  return { mark: target < 0 ? 1 : 0, color: palette.valueColor(target) };
}

function paintFilled(context, mark, color) {
  context.fillStyle = color;
  context.fill(mark);
}

function paintHollow(context, mark, color, ground) {
  context.fillStyle = ground;
  context.fill(mark);
  context.lineWidth = 1.5;
  context.strokeStyle = color;
  context.stroke(mark);
}

// ----- in words -----

function sentence({ snapshot, show_test }, focus) {
  const { data, train_loss, test_loss, test_accuracy } = snapshot;
  const subject = focus ? unitName(snapshot, focus) : "Output of the network";
  const points = [`${data.train_targets.length} training points`];
  const numbers = [`training loss ${formatLoss(train_loss)}`];
  if (show_test) {
    points.push(`${data.test_targets.length} test points`);
  }
  if (test_loss !== undefined) {
    numbers.push(`test loss ${formatLoss(test_loss)}`);
  }
  if (test_accuracy !== undefined) {
    numbers.push(`test accuracy ${formatPercent(test_accuracy)}`);
  }
  return `${subject} over the plane of x1 and x2, with ${points.join(" and ")}: ${numbers.join(", ")}`;
}
