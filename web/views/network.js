// The network: a column of tiles per layer, each tile the map of a neuron, and links between them.

import { fitCanvas, observeSize } from "../canvas.js";
import { activationsOf } from "../config.js";
import { createCallouts } from "./callouts.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { featureAt } from "./features.js";
import { createFlow } from "./flow.js";
import { paintField } from "./heatmap.js";
import { createLinkPainter } from "./link-painter.js";
import { layoutLinks, linkAt, linkMiddle } from "./links.js";
import { createColumns } from "./network-columns.js";
import { listenToNetwork } from "./network-events.js";
import { createLeisure } from "./leisure.js";
import { layoutNetwork, neighborOf } from "./network-layout.js";
import { hasParameter, inputRows, isWeight } from "./parameters.js";
import { describeNeuron, showBias, showSwitch } from "./tiles.js";
import { inNextFrame } from "./next-frame.js";
import { createTurns, deadlineOf } from "./turns.js";
import { countUnits, hasUnit, unitMap } from "./units.js";
import { createValueCard } from "./value-card.js";

const HEADING = 44; // height of the headings of columns

/**
 * onFocus and onPin get {layer, unit} or undefined, onToggleFeature the name of a feature,
 * onResizeLayer a hidden layer, 1 being the first, and how many neurons it is to have. onPoint gets
 * the weight or bias under the pointer, or undefined; onEdit, onList and onOpenLayer say for which
 * parameter, neuron or layer a popover is wanted; onGrown that a large network has all its tiles.
 * activations: [{value, text}], how they are named.
 */
export function createNetwork(root, options) {
  const { palette, activations, onFocus, onPin, onToggleFeature, onResizeLayer } = options;
  const { onPoint, onEdit, onList, onOpenLayer, onGrown } = options;
  const canvas = element("canvas", { class: "links", "aria-hidden": "true" });
  root.append(canvas);
  const columns = createColumns(root);
  const painter = createLinkPainter(canvas, palette);
  const card = createValueCard(root);
  const callouts = createCallouts(root);
  const flowOf = createFlow();
  const turns = createTurns();
  const isLeisure = createLeisure();
  const drawAgain = inNextFrame(() => draw(state));
  const finishLinks = inNextFrame(() => {
    painter.goOn();
    goOnWithLinks();
  });
  const isNew = {
    shape: createChanges(),
    layout: createChanges(),
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
  let corner; // of the root, in its parent
  let layout;
  let neurons = []; // {unit, address}
  let isGrowing = false; // tiles are missing
  let areLinksDrawn = false; // in the last frame
  let gaps = []; // between columns, with the links in them
  let pinned; // {layer, unit}
  let state;

  const events = listenToNetwork(root, {
    neighborOf: (address, key) => neighborOf(layout, address, key),
    tileAt: ({ layer, unit }) => columns.list[layer].units[unit]?.tile,
    linkAt: (x, y, reach) => addressOf(linkAt(gaps, x, y, reach)),
    onFocus,
    onPoint: point,
    onEdit,
    onList,
    onOpenLayer,
    onPress: press,
    onStep: (layer, change) => onResizeLayer(layer, state.config.hidden[layer - 1] + change),
    onEscape: () => onPin(undefined),
  });
  observeSize(root, (box) => {
    room = box;
    corner = { x: root.offsetLeft, y: root.offsetTop };
    draw(state);
  });

  function point(parameter, x, y) {
    card.moveTo(x, y);
    if (parameter || state?.pointed) {
      onPoint(parameter);
    }
  }

  /** A link as the weight that it shows. */
  function addressOf(link) {
    if (!link) {
      return undefined;
    }
    const { layer, unit, source } = link;
    return { layer, unit, row: gaps[layer - 1].sources[source] };
  }

  function press(address) {
    if (address.layer === 0) {
      onToggleFeature(featureAt(address.unit).name);
    } else {
      pinned = isSame(pinned, address) ? undefined : address;
      onPin(pinned);
    }
  }

  function draw(next) {
    state = next;
    if (state?.snapshot && room?.width > 0) {
      pinned = state.pinned ? pinned : undefined;
      const deadline = deadlineOf();
      const wasGrowing = isGrowing;
      arrange(state);
      nameTiles(state);
      if (isGrowing) {
        comeBack();
      } else if (wasGrowing) {
        onGrown();
      } else {
        drawAll(deadline);
      }
    }
  }

  /** To what this frame has no time for; while training runs every frame is drawn anyhow. */
  function comeBack() {
    if (!state.playing) {
      drawAgain();
    }
  }

  function drawAll(deadline) {
    drawHeadings(state);
    drawFeatures(state);
    arrangeLinks(state);
    drawFocus(state);
    drawInTurns(state, deadline);
    if (isLeisure(state)) {
      drawGradients(state);
    }
    card.draw(state);
    callouts.draw(state, { room, layout, gaps });
  }

  /** Of a large network the links have one frame, and the maps the next. */
  function drawInTurns(scene, deadline) {
    const isTurnOfMaps = areLinksDrawn && painter.isCrowded();
    areLinksDrawn = !isTurnOfMaps && drawLinks(scene);
    const isTurnOfLinks = areLinksDrawn && painter.isCrowded();
    if (!isTurnOfLinks) {
      drawNeurons(scene, deadline);
    }
    if (isTurnOfLinks || isTurnOfMaps) {
      comeBack();
    }
  }

  /** Makes the elements that the layers need, and puts them in their places. */
  function arrange({ snapshot }) {
    const counts = snapshot.layers.map((_, layer) => countUnits(snapshot, layer));
    const shape = counts.join();
    if (isNew.shape(shape)) {
      isGrowing = true;
      layout = undefined;
    }
    if (isGrowing) {
      const areFirst = neurons.length === 0; // what they show has the frames that follow
      isGrowing = columns.resize(counts) || areFirst;
      neurons = neuronsIn(columns.list);
      events.keepTabStop();
    }
    if (isNew.layout(shape, room, devicePixelRatio)) {
      layout = layoutNetwork(room, counts, layout?.tile);
      placeCanvas(canvas, room);
      painter.clear();
    }
    if (isNew.places(layout, neurons)) {
      columns.place(layout);
    }
  }

  /** Tiles can be reached as soon as they have their places. */
  function nameTiles({ snapshot, config, playing }) {
    if (isNew.switches(config.features.join(), config.custom_feature, layout)) {
      columns.list[0].units.forEach((unit, i) => showSwitch(unit, featureAt(i), config));
    }
    // A name that changes with every frame would keep screen readers busy.
    if (isNew.names(neurons, playing ? layout : snapshot)) {
      neurons.forEach(({ unit: { tile }, address }) => {
        tile.setAttribute("aria-label", describeNeuron(snapshot, address));
      });
    }
  }

  function arrangeLinks({ snapshot }) {
    const sources = inputRows(snapshot);
    if (isNew.gaps(layout, sources.join())) {
      gaps = layoutLinks(layout, sources);
      painter.place(gaps, layout.tile);
    }
  }

  function drawHeadings({ snapshot, config, status, preview }) {
    const isReady = status === "ready" && !preview;
    const names = activationsOf(config);
    if (isNew.headings(layout, config.features.length, names.join(), isReady)) {
      const [features, ...neurons] = columns.list;
      features.showCount(`${config.features.length} of ${features.units.length}`);
      neurons.forEach((column) => column.showCount(column.units.length, isReady));
      showActivations(neurons.slice(0, -1), names);
    }
  }

  /** Only where they differ; else the toolbar says it for all. */
  function showActivations(hidden, names) {
    const isMixed = new Set(names).size > 1;
    const textOf = (name) => activations.find(({ value }) => value === name)?.text ?? "";
    hidden.forEach((column, index) => column.showNote(isMixed ? textOf(names[index]) : ""));
  }

  function drawFeatures(scene) {
    const { snapshot, scale_tiles, mark_sign } = scene;
    const { units } = columns.list[0];
    if (isNew.features(snapshot.feature_maps, layout, palette.version, scale_tiles, mark_sign)) {
      units.forEach((unit, i) => paintUnit(unit, scene, { layer: 0, unit: i }));
    }
  }

  function drawNeurons(scene, deadline) {
    const { snapshot, playing, scale_tiles, mark_sign } = scene;
    if (isNew.neurons(snapshot, layout, palette.version, scale_tiles, mark_sign, playing)) {
      turns.renew(neurons.length);
    }
    const paint = (index) => {
      const { unit, address } = neurons[index];
      paintUnit(unit, scene, address);
      showBias(unit, snapshot, address);
    };
    const isLeft = turns.take(neurons.length, paint, deadline);
    if (isLeft) {
      comeBack();
    }
  }

  function paintUnit(unit, { snapshot, scale_tiles, mark_sign }, address) {
    const map = unitMap(snapshot, address, palette, { isOwnScale: scale_tiles });
    const { canvas, place } = unit;
    paintField(canvas, map.field, palette, { ...map.options, isMarked: mark_sign, place });
  }

  function drawFocus({ snapshot, focus }) {
    const linked = linkedFocus(snapshot, focus, gaps);
    if (isNew.focus(linked?.layer, linked?.unit, pinned, gaps)) {
      columns.list.forEach(({ element: column, units }, layer) => {
        const isFar = Boolean(linked) && Math.abs(linked.layer - layer) > 1;
        column.classList.toggle("far", isFar);
        units.forEach((unit, i) => {
          const address = { layer, unit: i };
          const isApart = Boolean(linked) && !isFar && !isRelated(address, linked, gaps);
          unit.element.classList.toggle("far", isApart);
          unit.element.classList.toggle("center", isSame(linked, address));
          if (layer > 0) {
            unit.tile.setAttribute("aria-pressed", isSame(pinned, address));
          }
        });
      });
    }
  }

  /** Returns whether there was something to draw. */
  function drawLinks({ snapshot, focus, playing, popover, pointed, mark_sign }) {
    const linked = linkedFocus(snapshot, focus, gaps);
    const edited = weightIn(snapshot, popover);
    const lit = edited ?? weightIn(snapshot, pointed);
    const flow = flowOf(state);
    const inFront = [linked?.layer, linked?.unit, edited, lit];
    const look = [palette.version, mark_sign, flow, playing];
    root.classList.toggle("on-link", Boolean(pointed));
    root.classList.toggle("mark-sign", mark_sign);
    const isDue = isNew.links(snapshot, gaps, ...inFront, ...look);
    if (isDue) {
      painter.draw({
        weights: snapshot.weights,
        frozen: snapshot.frozen_weights,
        focus: linked,
        lit,
        isEdited: Boolean(edited),
        isMarked: mark_sign,
        isGray: Boolean(snapshot.diverged),
        isPlaying: playing,
        flow,
      });
      goOnWithLinks();
    }
    return isDue;
  }

  /** Thousands of links take several frames, at rest; while training runs there are fewer. */
  function goOnWithLinks() {
    if (painter.isWaiting()) {
      finishLinks();
    }
  }

  /** There are gradients from the first update on, and none of a saved picture. */
  function drawGradients({ snapshot, preview }) {
    const norms = snapshot.gradient_norms;
    const isShown = !preview && norms.some((norm) => norm !== 0);
    columns.list.slice(1).forEach(({ gradient }, index) => {
      gradient.show(isShown ? norms[index] : undefined);
    });
  }

  return {
    draw,

    /** The point {x, y} of the parent that shows a weight, a bias, a neuron or a layer. */
    anchorOf(address) {
      const { x, y } = anchorIn({ layout, gaps }, address);
      return { x: x + corner.x, y: y + corner.y };
    },
  };
}

/** The middle of a link, the dot of a bias, or the heading of a layer. */
function anchorIn({ layout, gaps }, { layer, unit, row }) {
  const { left, size, tops } = layout.columns[layer];
  if (row !== undefined) {
    const gap = gaps[layer - 1];
    return linkMiddle(gap, gap.sources.indexOf(row) * gap.units + unit);
  }
  return unit === undefined
    ? { x: left + layout.tile / 2, y: HEADING }
    : { x: left, y: tops[unit] + size };
}

/** The weight that a popover or the pointer is about, if it is one. */
function weightIn(snapshot, parameter) {
  const isThere = parameter && isWeight(parameter) && hasParameter(snapshot, parameter);
  return isThere ? parameter : undefined;
}

/** All tiles but those of the features, one layer after the other. */
function neuronsIn([, ...columns]) {
  return columns.flatMap(({ units }, index) =>
    units.map((unit, i) => ({ unit, address: { layer: index + 1, unit: i } })),
  );
}

/** From the corner of the root, so that links and tiles have the same coordinates. */
function placeCanvas(canvas, { x, y, width, height }) {
  const size = { width: x + width, height: y + height };
  canvas.style.width = `${size.width}px`;
  canvas.style.height = `${size.height}px`;
  fitCanvas(canvas, size);
}

/** The neuron in focus, unless it has gone or is a feature that is switched off. */
function linkedFocus(snapshot, focus, [{ sources }]) {
  const isLinked = focus && (focus.layer > 0 || sources.includes(focus.unit));
  return isLinked && hasUnit(snapshot, focus) ? focus : undefined;
}

/** Of the columns up to the next: is this the neuron in focus, or linked to it? */
function isRelated({ layer, unit }, focus, [{ sources }]) {
  const hasLinks = layer > 0 || sources.includes(unit);
  return focus.layer === layer ? focus.unit === unit : hasLinks;
}

function isSame(address, other) {
  return address?.layer === other.layer && address.unit === other.unit;
}
