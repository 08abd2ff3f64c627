// The columns of a network as elements: a heading, and a tile for every feature and every neuron.

import { fitCanvas } from "../canvas.js";
import { createIcon } from "../icons.js";
import { clamp } from "../scales.js";
import { element } from "./element.js";
import { featureAt } from "./features.js";
import { createGradientStrip } from "./gradient-strip.js";
import { placeMaps } from "./map-places.js";
import { MOST_NEURONS } from "./units.js";

const MOST_NEW = 48; // tiles in a frame, as browsers take their time to lay out and paint them
const ROOM_FOR_WORDS = 48; // "Layer 1", from the middle of a column to the next
const ROOM_FOR_STEPPERS = 64;
const ROOM_FOR_NOTES = 120; // "Layer 1 · Leaky ReLU"

/** Begins with the features and the output; `resize` adds hidden columns, and tiles to all. */
export function createColumns(root) {
  const features = createColumn("Features", createName("Features"), createCount(), createFeature);
  const output = createNeurons("Output", createName("Output"), createCount());
  const list = [features, output];
  root.append(features.element, output.element);

  /**
   * counts: neurons per column, features and output included. Many tiles come in portions: returns
   * whether some are still missing.
   */
  function resize(counts) {
    while (list.length > counts.length) {
      const [hidden] = list.splice(-2, 1);
      hidden.element.remove();
    }
    while (list.length < counts.length) {
      const hidden = createHiddenColumn(list.length - 1);
      list.splice(-1, 0, hidden);
      output.element.before(hidden.element);
    }
    let room = MOST_NEW;
    list.forEach((column, layer) => {
      room -= column.resize(layer, counts[layer], room);
    });
    root.style.setProperty("--rows", Math.max(...counts));
    root.style.setProperty("--columns", counts.length);
    return list.some(({ units }, layer) => units.length < counts[layer]);
  }

  /** Takes what layoutNetwork returns. */
  function place({ tile, pitch, columns }) {
    root.classList.toggle("no-words", pitch < ROOM_FOR_WORDS);
    root.classList.toggle("no-steppers", pitch < ROOM_FOR_STEPPERS);
    root.classList.toggle("no-notes", pitch < ROOM_FOR_NOTES);
    root.style.setProperty("--tile", `${tile}px`);
    columns.forEach((column, layer) => placeColumn(list[layer], column, tile));
  }

  return { list, resize, place };
}

function placeColumn({ element: column, canvas, units }, { left, size, gap, tops }, tile) {
  const radius = clamp(size * 0.16, 2, 8);
  const set = (name, pixels) => column.style.setProperty(name, `${pixels.toFixed(1)}px`);
  column.hidden = false;
  column.style.left = `${left}px`;
  set("--tile-height", size);
  set("--radius", radius);
  set("--bias", Math.min(size * 0.1 + 7, size * 0.7));
  set("--reach", Math.min(gap / 2, 5));
  units.forEach((unit, i) => {
    unit.element.style.top = `${tops[i]}px`;
  });
  if (canvas) {
    const corners = tops.map((y) => ({ x: 0, y }));
    const places = placeMaps(canvas, corners, { width: tile, height: size, radius });
    units.forEach((unit, i) => {
      unit.place = places[i];
    });
  } else {
    units.forEach((unit) => fitCanvas(unit.canvas, { width: tile, height: size }));
  }
}

function createHiddenColumn(layer) {
  const name = createOpener(layer);
  const stepper = createStepper(layer);
  return createNeurons(`Layer ${layer}`, name.element, stepper, name.showNote);
}

/** All neurons have their maps on one canvas. showNote: writes what is special about the layer. */
function createNeurons(label, name, counter, showNote) {
  const canvas = element("canvas", { class: "maps", "aria-hidden": "true" });
  const column = createColumn(label, name, counter, (index) => createNeuron(index, canvas));
  column.element.prepend(canvas);
  return { ...column, canvas, showNote };
}

function createColumn(label, name, counter, createUnit) {
  const head = element("div", { class: "layer-head" }, name, counter.element);
  const gradient = createGradientStrip();
  const attributes = { class: "layer", role: "group", "aria-label": label, hidden: "" }; // until placed
  const column = element("div", attributes, head, gradient.element);
  const units = [];

  /** Adds at most so many tiles, and returns how many. */
  function resize(layer, count, most) {
    units.splice(count).forEach((unit) => unit.element.remove());
    const before = units.length;
    while (units.length < Math.min(count, before + most)) {
      const unit = createUnit(units.length);
      units.push(unit);
      column.append(unit.element);
    }
    units.forEach((unit) => {
      unit.element.dataset.layer = layer;
    });
    return units.length - before;
  }

  return { element: column, units, resize, gradient, showCount: counter.show };
}

// ----- names in the headings -----

function createName(text) {
  return element("span", { class: "nm" }, text);
}

/** The name of a hidden layer opens its settings. */
function createOpener(layer) {
  const word = element("span", { class: "word" }, "Layer ");
  const note = element("span", { class: "note" });
  const label = `Layer ${layer}: neurons and activation`;
  const attributes = { type: "button", class: "nm", "aria-haspopup": "dialog" };
  const button = element("button", attributes, word, String(layer), note);
  Object.assign(button, { ariaLabel: label, title: label });
  button.dataset.opens = layer;
  const showNote = (text) => note.replaceChildren(text);
  return { element: button, showNote };
}

// ----- tiles: {element, tile, canvas}, and for neurons the place on the canvas, and bias -----

function createNeuron(index, canvas) {
  const bias = element("i", { class: "bias" });
  const unit = createUnit(index, { "aria-pressed": "false" });
  unit.tile.append(bias);
  return { ...unit, canvas, bias };
}

function createFeature(index) {
  const { spoken, formula } = featureAt(index);
  const label = element("span", { class: "fl m", "aria-hidden": "true" }, ...formula());
  const canvas = element("canvas");
  const unit = createUnit(index, { role: "switch", "aria-label": `Feature ${spoken}` });
  unit.element.prepend(label);
  unit.tile.append(canvas);
  return { ...unit, canvas };
}

function createUnit(index, attributes) {
  const always = { class: "tile", type: "button", tabindex: "-1" };
  const tile = element("button", { ...always, ...attributes });
  const unit = element("div", { class: "unit", "data-unit": index }, tile);
  return { element: unit, tile };
}

// ----- counts in the headings: {element, show} -----

function createCount() {
  const count = element("span", { class: "ct num" });
  return { element: count, show: (text) => count.replaceChildren(text) };
}

function createStepper(layer) {
  const fewer = createStep({ layer, change: -1 }, "minus", `Remove a neuron from layer ${layer}`);
  const more = createStep({ layer, change: 1 }, "plus", `Add a neuron to layer ${layer}`);
  const count = element("output", { class: "num", "data-opens": layer });
  const show = (neurons, isEnabled) => {
    count.replaceChildren(String(neurons));
    fewer.disabled = !isEnabled || neurons <= 1;
    more.disabled = !isEnabled || neurons >= MOST_NEURONS;
  };
  return { element: element("span", { class: "stepper" }, fewer, count, more), show };
}

function createStep({ layer, change }, icon, label) {
  const step = element("button", { type: "button", "aria-label": label, title: label });
  Object.assign(step.dataset, { layer, change });
  step.append(createIcon(icon));
  return step;
}
