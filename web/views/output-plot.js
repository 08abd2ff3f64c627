// The output plot: what the network, or the neuron in focus, makes of every point of the plane,
// and the points it learns from.

import { clearedContext, fitCanvas, observeSize } from "../canvas.js";
import { isSlowMotion } from "../pace.js";
import { formatLoss, formatPercent, linearScale } from "../scales.js";
import { createChanges } from "./changes.js";
import { classBoundaries, zeroContour } from "./contour.js";
import { element } from "./element.js";
import { paintField } from "./heatmap.js";
import { inNextFrame } from "./next-frame.js";
import { drawMarks, drawRings, markRadius } from "./plot-marks.js";
import { createPlottedData } from "./plotted-data.js";
import { hasUnit, outputLayer, outputMap, unitMap, unitName } from "./units.js";

const EXTENT = 6; // the plane is shown from -6 to 6 both ways
const LINE = 1.05; // at 1 device pixel Chromium draws hairlines, whose ends show as dots

/** root: the canvas of the map. The points lie on a second one, as they change less often. */
export function createOutputPlot(root, { palette }) {
  const overlay = element("canvas", { class: "points", "aria-hidden": "true" });
  const plottedData = createPlottedData();
  const mapChanged = createChanges();
  const pointsChanged = createChanges();
  const sentenceChanged = createChanges();
  const drawAgain = inNextFrame(() => draw(state));
  let size = 0;
  let isFirst = true;
  let state;

  root.after(overlay);
  observeSize(root, ({ width }) => {
    size = width;
    draw(state);
  });

  function draw(next) {
    state = next;
    if (!state?.snapshot || size === 0 || state.view === "space") {
      return;
    }
    fitCanvas(root, { width: size, height: size });
    fitCanvas(overlay, { width: size, height: size });
    const { snapshot, discretize, boundary, scale_tiles, mark_sign, playing, speed } = state;
    const { show_test } = state;
    const data = plottedData(state);
    const ringed = isSlowMotion(speed) ? snapshot.chosen : undefined;
    const focus = shownUnit(state);
    const look = [discretize, boundary, scale_tiles, mark_sign, palette.version, root.width];
    if (mapChanged(snapshot, focus?.layer, focus?.unit, ...look)) {
      drawMap(root, size, { ...state, focus }, palette);
      if (isFirst) {
        isFirst = false;
        drawAgain(); // the points have the next frame
        return;
      }
    }
    if (pointsChanged(data, show_test, ringed, palette.version, overlay.width)) {
      const { classes } = snapshot;
      drawPoints(overlay, size, { data, classes, show_test, ringed }, palette);
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

function drawMap(canvas, size, scene, palette) {
  const { snapshot, focus, discretize, boundary, scale_tiles, mark_sign: isMarked } = scene;
  if (focus) {
    const { field, options } = unitMap(snapshot, focus, palette, { isOwnScale: scale_tiles });
    paintField(canvas, field, palette, { ...options, isMarked });
    return;
  }
  const { field, options } = outputMap(snapshot);
  paintField(canvas, field, palette, { ...options, discretize, isMarked });
  if (boundary) {
    strokeSegments(canvas, boundaryOf(snapshot), size, palette.css("--boundary"));
  }
}

/** Where the predicted class changes, or the sign of a predicted number. */
export function boundaryOf(snapshot) {
  const { field } = outputMap(snapshot);
  return snapshot.classes > 2 ? classBoundaries(field) : zeroContour(field);
}

function strokeSegments(canvas, segments, size, color) {
  const context = canvas.getContext("2d");
  const scale = canvas.width;
  context.lineWidth = (LINE * scale) / size;
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

function drawPoints(canvas, size, { data, classes, show_test, ringed }, palette) {
  const test_targets = show_test ? data.test_targets : [];
  const radius = markRadius(size, data.train_targets.length + test_targets.length);
  const context = clearedContext(canvas);
  const look = { place: placeIn(size), radius, palette };
  const train = { inputs: data.train_inputs, targets: data.train_targets, classes };
  const test = { inputs: data.test_inputs, targets: test_targets, classes };
  drawAxes(context, size, palette.css("--grid"));
  drawMarks(context, train, look);
  drawMarks(context, test, { ...look, isHollow: true });
  if (ringed) {
    drawRings(context, data.train_inputs, ringed, look);
  }
}

/** A function from a point of the plane to its place in the plot. */
function placeIn(size) {
  const x = linearScale([-EXTENT, EXTENT], [0, size]);
  const y = linearScale([-EXTENT, EXTENT], [size, 0]);
  return (x1, x2) => [x(x1), y(x2)];
}

function drawAxes(context, size, color) {
  const middle = Math.floor(size / 2);
  context.fillStyle = color;
  context.fillRect(middle, 0, 1, size);
  context.fillRect(0, middle, size, 1);
}

// ----- in words -----

function sentence({ snapshot, show_test }, focus) {
  const { data, train_loss, test_loss, test_accuracy } = snapshot;
  const subject = focus ? unitName(snapshot, focus) : "Output of the network";
  if (snapshot.is_outline) {
    return `${subject} over the plane of x1 and x2: not started`;
  }
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
  const plane = `over the plane of x1 and x2, with ${points.join(" and ")}`;
  return `${subject} ${plane}: ${numbers.join(", ")}`;
}
