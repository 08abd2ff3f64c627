// The network: a column of tiles per layer, each tile the map of a neuron, and links between them.

import { fitCanvas, observeSize } from "../canvas.js";
import { formatNumber } from "../scales.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { FEATURES } from "./features.js";
import { createFlow } from "./flow.js";
import { paintField } from "./heatmap.js";
import { createLinkPainter } from "./link-painter.js";
import { layoutLinks, linkAt } from "./links.js";
import { createColumns } from "./network-columns.js";
import { listenToNetwork } from "./network-events.js";
import { layoutNetwork, neighbourOf } from "./network-layout.js";
import { hasUnit, unitMap, unitName } from "./units.js";

/**
 * onFocus and onPin get {layer, unit} or undefined, onToggleFeature the name of a feature,
 * onResizeLayer a hidden layer, 1 being the first, and how many neurons it is to have.
 */
export function createNetwork(root, callbacks) {
  const { palette, onFocus, onPin, onToggleFeature, onResizeLayer } = callbacks;
  const canvas = element("canvas", { class: "links", "aria-hidden": "true" });
  root.append(canvas);
  const columns = createColumns(root);
  const painter = createLinkPainter(canvas, palette);
  const flowOf = createFlow();
  const isNew = {
    shape: createChanges(),
    places: createChanges(),
    gaps: createChanges(),
    headings: createChanges(),
    switches: createChanges(),
    features: createChanges(),
    neurons: createChanges(),
    names: createChanges(),
    focus: createChanges(),
    links: createChanges(),
  };
  let room; // the content box of the root
  let layout;
  let gaps = []; // between columns, with the links in them
  let pinned; // {layer, unit}
  let state;

  const events = listenToNetwork(root, {
    neighbourOf: (address, key) => neighbourOf(layout, address, key),
    tileAt: ({ layer, unit }) => columns.list[layer].units[unit].tile,
    onFocus,
    onPress: press,
    onStep: (layer, change) => onResizeLayer(layer, state.config.hidden[layer - 1] + change),
    onEscape: () => onPin(undefined),
  });
  observeSize(root, (box) => {
    room = box;
    draw(state);
  });

  function press(address) {
    if (address.layer === 0) {
      onToggleFeature(FEATURES[address.unit].name);
    } else {
      pinned = isSame(pinned, address) ? undefined : address;
      onPin(pinned);
    }
  }

  function draw(next) {
    state = next;
    if (state?.snapshot && room?.width > 0) {
      pinned = state.pinned ? pinned : undefined;
      arrange(state);
      drawHeadings(state);
      drawFeatures(state);
      drawNeurons(state);
      drawFocus(state);
      drawLinks(state);
    }
  }

  /** Makes the elements that the layers need, and puts them in their places. */
  function arrange({ snapshot, config }) {
    const counts = [FEATURES.length, ...snapshot.layers.slice(1)];
    const shape = counts.join();
    if (isNew.shape(shape)) {
      columns.resize(counts);
      events.keepTabStop();
    }
    if (isNew.places(shape, room, devicePixelRatio)) {
      layout = layoutNetwork(room, counts);
      columns.place(layout);
      placeCanvas(canvas, room);
    }
    const sources = linkedFeatures(snapshot, config) ?? gaps[0]?.sources ?? [];
    if (isNew.gaps(layout, sources.join())) {
      gaps = layoutLinks(layout, sources);
      painter.place(gaps, layout.tile);
    }
  }

  function drawHeadings({ snapshot, config, status, preview }) {
    const isReady = status === "ready" && !preview;
    if (isNew.headings(snapshot.layers.join(), config.features.length, isReady)) {
      const [features, ...neurons] = columns.list;
      features.showCount(`${config.features.length} of ${FEATURES.length}`);
      neurons.forEach((column) => column.showCount(column.units.length, isReady));
    }
  }

  function drawFeatures({ snapshot, config }) {
    const { units } = columns.list[0];
    if (isNew.switches(config.features.join())) {
      units.forEach((unit, i) => showSwitch(unit, config.features.includes(FEATURES[i].name)));
    }
    if (isNew.features(snapshot.feature_maps, layout, palette.version)) {
      units.forEach((unit, i) => paintUnit(unit, snapshot, { layer: 0, unit: i }));
    }
  }

  function drawNeurons({ snapshot, playing }) {
    const needsPaint = isNew.neurons(snapshot, layout, palette.version);
    // A name that changes with every frame would keep screen readers busy.
    const needsNames = isNew.names(playing ? layout : snapshot);
    columns.list.slice(1).forEach(({ units }, index) => {
      units.forEach((unit, i) => {
        const address = { layer: index + 1, unit: i };
        if (needsPaint) {
          paintUnit(unit, snapshot, address);
          showBias(unit, snapshot, address);
        }
        if (needsNames) {
          unit.tile.setAttribute("aria-label", describe(snapshot, address));
        }
      });
    });
  }

  function paintUnit(unit, snapshot, address) {
    const { field, options } = unitMap(snapshot, address, palette);
    paintField(unit.canvas, field, palette, options);
  }

  function drawFocus({ snapshot, focus }) {
    const linked = linkedFocus(snapshot, focus, gaps);
    if (isNew.focus(linked?.layer, linked?.unit, pinned, gaps)) {
      root.classList.toggle("dim", Boolean(linked));
      columns.list.forEach(({ units }, layer) => {
        units.forEach((unit, i) => {
          const address = { layer, unit: i };
          unit.element.classList.toggle("rel", isRelated(address, linked, gaps));
          unit.element.classList.toggle("center", isSame(linked, address));
          if (layer > 0) {
            unit.tile.setAttribute("aria-pressed", isSame(pinned, address));
          }
        });
      });
    }
  }

  function drawLinks({ snapshot, focus, playing }) {
    const linked = linkedFocus(snapshot, focus, gaps);
    const flow = flowOf(state);
    if (isNew.links(snapshot, gaps, linked?.layer, linked?.unit, palette.version, flow)) {
      painter.draw({
        weights: snapshot.weights,
        focus: linked,
        isGrey: Boolean(snapshot.diverged),
        isPlaying: playing,
        flow,
      });
    }
  }

  return {
    draw,

    /** The link at a place in the window, for instance that of an event: {layer, source, unit}. */
    linkAt(clientX, clientY) {
      const { left, top } = root.getBoundingClientRect();
      return linkAt(gaps, clientX - left, clientY - top);
    },
  };
}

/** From the corner of the root, so that links and tiles have the same coordinates. */
function placeCanvas(canvas, { x, y, width, height }) {
  const size = { width: x + width, height: y + height };
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  fitCanvas(canvas, size);
}

/**
 * The features that the weights of a snapshot belong to. Undefined while the config is ahead of
 * the snapshot, as it is until Python has answered.
 */
function linkedFeatures({ layers, config: its = {} }, config) {
  const names = its.features ?? config.features;
  const isCurrent = names.length === layers[0];
  return isCurrent ? names.map((name) => FEATURES.findIndex((f) => f.name === name)) : undefined;
}

/** The neuron in focus, unless it has gone or is a feature that is switched off. */
function linkedFocus(snapshot, focus, [{ sources }]) {
  const isLinked = focus && (focus.layer > 0 || sources.includes(focus.unit));
  return isLinked && hasUnit(snapshot, focus) ? focus : undefined;
}

function showSwitch({ element: unit, tile }, isOn) {
  unit.classList.toggle("off", !isOn);
  tile.setAttribute("aria-checked", isOn);
}

/** The sign of a bias seldom changes, and touching elements for every frame is dear. */
function showBias(unit, { biases, diverged }, { layer, unit: index }) {
  const sign = diverged ? NaN : Math.sign(biases[layer - 1][index]);
  if (!Object.is(sign, unit.sign)) {
    unit.sign = sign;
    unit.bias.classList.toggle("positive", sign > 0);
    unit.bias.classList.toggle("negative", sign < 0);
  }
}

function describe(snapshot, address) {
  const bias = snapshot.biases[address.layer - 1][address.unit];
  return `${unitName(snapshot, address)}, bias ${formatNumber(bias, 2)}`;
}

/** Is this the neuron in focus, or linked to it? */
function isRelated({ layer, unit }, focus, [{ sources }]) {
  if (!focus) {
    return false;
  }
  const hasLinks = layer > 0 || sources.includes(unit);
  const distance = Math.abs(focus.layer - layer);
  return distance === 0 ? focus.unit === unit : distance === 1 && hasLinks;
}

function isSame(address, other) {
  return address?.layer === other.layer && address.unit === other.unit;
}
