// The space view: the plane as a hidden layer sees it. The grid of the plane is bent to where two
// neurons put it; the output colors it, and the training points lie on it.

import { clearedContext, fitCanvas, observeSize } from "../../canvas.js";
import { formatNumber, linearScale } from "../../scales.js";
import { createAxisLimits } from "../../views/axis-limits.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { boundaryOf } from "../../views/output-plot.js";
import { drawMarks, drawRings, markRadius } from "../../views/plot-marks.js";
import { fillWarp, placeSamples, sampleAt } from "../../views/warp.js";
import { isSlowMotion } from "../../pace.js";
import { readingOf } from "./probe.js";
import { chosenSpace } from "./space-choice.js";

const EXTENT = 6;
const GRID_LINES = 20; // across the plane
const MARGIN = 0.054; // of the side, around the limits of the axes; space.css knows it too
const TRIANGLES = 50; // squares of two along a side; more would be smaller than the eye can see

/** figure: the plot with its axes, the numbers of which change with the view. */
export function createSpace(figure, { palette }) {
  const frame = figure.querySelector(".plotframe");
  const canvas = element("canvas", { class: "space", role: "img" });
  const overlay = element("canvas", { class: "space points", "aria-hidden": "true" });
  const numbers = [".xax", ".yax"].map((axis) => [...figure.querySelectorAll(`${axis} span`)]);
  const planeNumbers = numbers.map((axis) => axis.map((number) => number.textContent));
  const limitsOf = createAxisLimits();
  const isNew = {
    view: createChanges(),
    picture: createChanges(),
    numbers: createChanges(),
    name: createChanges(),
  };
  let places = new Float32Array(0);
  let size = 0;
  let state;

  frame.append(canvas, overlay);
  observeSize(frame, ({ width }) => {
    size = width;
    draw(state);
  });

  function draw(next) {
    state = next;
    const space = state?.snapshot && state.view === "space" ? chosenSpace(state) : undefined;
    if (isNew.view(Boolean(space))) {
      figure.classList.toggle("in-space", Boolean(space));
      if (!space) {
        showPlaneNumbers();
      }
    }
    if (space) {
      describe(space);
    }
    if (space && size > 0) {
      fitCanvas(canvas, { width: size, height: size });
      fitCanvas(overlay, { width: size, height: size });
      drawSpace(space);
    }
  }

  function drawSpace({ layer, across, up }) {
    const { snapshot, playing, show_test, discretize, boundary, speed } = state;
    const map = mapOf(snapshot, layer);
    if (map.size !== snapshot.map_size) {
      return; // maps that are as fine as the output's are on their way
    }
    const limits = limitsOf({
      activation: snapshot.activations[layer - 1],
      values: [across, up].map((offset) => ({ ...map, offset })),
      key: `${layer} ${across} ${up} ${snapshot.activations[layer - 1]}`,
      isMoving: playing,
    });
    const { low, high } = limits;
    const reading = readingOf(state);
    const look = [show_test, discretize, boundary, palette.version, canvas.width, isSlowMotion(speed)];
    if (isNew.picture(snapshot, layer, across, up, low, high, reading, ...look)) {
      const view = { map, axes: [across, up], limits };
      paint(view);
      drawOver(view, reading);
    }
    if (isNew.numbers(low, high)) {
      showNumbers(limits);
    }
  }

  function describe({ layer, across, up }) {
    const points = state.snapshot.data.train_targets.length;
    if (isNew.name(layer, across, up, points)) {
      canvas.setAttribute("aria-label", sentence({ layer, across, up, points }));
    }
  }

  function paint({ map, axes, limits }) {
    const { snapshot, discretize } = state;
    const output = mapOf(snapshot, snapshot.layers.length - 1);
    const surface = surfaceOf(canvas);
    const isLarge = places.length === 2 * map.size ** 2;
    places = isLarge ? places : new Float32Array(2 * map.size ** 2);
    placeSamples(map, axes, scalesOf(limits, canvas.width), places);
    fillWarp(surface, places, output, {
      tables: tablesOf(palette, snapshot.classes, discretize),
      step: Math.max(1, Math.round(map.size / TRIANGLES)),
    });
    surface.context.putImageData(surface.image, 0, 0);
    strokeGrid(surface.context, places, map.size, palette.css("--space-grid"));
  }

  function drawOver({ map, axes, limits }, reading) {
    const { snapshot, show_test, boundary, speed } = state;
    const { data, classes, chosen } = snapshot;
    const context = clearedContext(overlay);
    const place = placeIn(map, axes, scalesOf(limits, size));
    const count = data.train_targets.length + (show_test ? data.test_targets.length : 0);
    const look = { place, radius: markRadius(size, count), palette };
    const train = { inputs: data.train_inputs, targets: data.train_targets, classes };
    const test = { inputs: data.test_inputs, targets: data.test_targets, classes };
    if (boundary) {
      strokeBoundary(context, boundaryOf(snapshot), place, palette.css("--boundary"));
    }
    drawMarks(context, train, look);
    if (show_test) {
      drawMarks(context, test, { ...look, isHollow: true });
    }
    if (isSlowMotion(speed)) {
      drawRings(context, data.train_inputs, chosen, look);
    }
    if (reading) {
      drawRings(context, [reading.x1, reading.x2], [0], look);
    }
  }

  function showNumbers({ low, high }) {
    numbers.forEach((axis, index) => {
      const isVertical = index === 1;
      axis.forEach((number, i) => {
        const share = i / (axis.length - 1);
        const value = low + (high - low) * (isVertical ? 1 - share : share);
        number.textContent = formatNumber(Number(value.toPrecision(2)));
      });
    });
  }

  function showPlaneNumbers() {
    isNew.numbers();
    numbers.forEach((axis, a) => {
      axis.forEach((number, i) => {
        number.textContent = planeNumbers[a][i];
      });
    });
  }

  return { draw };
}

/** With a margin, as points lie on the ends of an axis, too. */
function scalesOf({ low, high }, side) {
  const inside = [side * MARGIN, side * (1 - MARGIN)];
  return {
    x: linearScale([low, high], inside),
    y: linearScale([high, low], inside),
  };
}

function tablesOf(palette, classes, discretize) {
  if (classes > 2) {
    return (discretize ? palette.discreteClassHeat : palette.classHeat).slice(0, classes);
  }
  return [discretize ? palette.discreteHeat : palette.heat];
}

function mapOf({ unit_maps, layers }, layer) {
  const [values, stride] = [unit_maps[layer - 1], layers[layer]];
  return { values, stride, size: Math.sqrt(values.length / stride) };
}

/** The pixels of a canvas, cleared. */
function surfaceOf(canvas) {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  return { context, image, pixels: new Uint32Array(image.data.buffer), width, height };
}

/** A function from a point of the plane to its place, undefined for points beyond the map. */
function placeIn(map, axes, { x, y }) {
  return (x1, x2) => {
    if (Math.abs(x1) > EXTENT || Math.abs(x2) > EXTENT) {
      return undefined;
    }
    const [right, above] = axes.map((offset) => sampleAt(map, offset, x1, x2, EXTENT));
    return [x(right), y(above)];
  };
}

function strokeGrid(context, places, size, color) {
  const step = Math.max(1, Math.round(size / GRID_LINES));
  context.strokeStyle = color;
  context.lineWidth = devicePixelRatio;
  context.beginPath();
  for (let line = Math.floor(step / 2); line < size; line += step) {
    addLine(context, places, size, (i) => line * size + i);
    addLine(context, places, size, (i) => i * size + line);
  }
  context.stroke();
}

function addLine(context, places, size, sampleOf) {
  for (let i = 0; i < size; i += 1) {
    const sample = sampleOf(i);
    const [x, y] = [places[2 * sample], places[2 * sample + 1]];
    if (i === 0) {
      context.moveTo(x, y);
    } else {
      context.lineTo(x, y);
    }
  }
}

/** segments: flat x0, y0, x1, y1 in units of the side of the plane, from its top left. */
function strokeBoundary(context, segments, place, color) {
  const toPlane = (x, y) => place((2 * x - 1) * EXTENT, (1 - 2 * y) * EXTENT);
  context.strokeStyle = color;
  context.lineWidth = 1.05;
  context.beginPath();
  for (let i = 0; i < segments.length; i += 4) {
    context.moveTo(...toPlane(segments[i], segments[i + 1]));
    context.lineTo(...toPlane(segments[i + 2], segments[i + 3]));
  }
  context.stroke();
}

function sentence({ layer, across, up, points }) {
  return (
    `The plane as layer ${layer} sees it: neuron ${across + 1} across, neuron ${up + 1} up, ` +
    `with ${points} training points`
  );
}
