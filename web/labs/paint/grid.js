// The network as a grid of pictures: what every neuron draws over the canvas, layer by layer.

import { fitCanvas, observeSize } from "../../canvas.js";
import { clamp } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { placeMaps } from "../../views/map-places.js";
import { inNextFrame } from "../../views/next-frame.js";
import { createTurns, deadlineOf } from "../../views/turns.js";
import { layoutGrid, layoutHidden, neighborOf } from "./grid-layout.js";
import { drawLinks } from "./grid-links.js";
import { listenToTiles } from "./grid-events.js";
import { createPixelPainter, greyOf, heatOf } from "./pixels.js";
import { captionOf, countTiles, hasUnit, isOutput, mapOf, nameOf, scaleOf } from "./units.js";

/** onFocus gets {layer, unit} or undefined. */
export function createGrid(root, { palette, onFocus }) {
  const layoutTiles = "embed" in document.documentElement.dataset ? layoutHidden : layoutGrid;
  const links = element("canvas", { class: "grid-links", "aria-hidden": "true" });
  const isNew = {
    tiles: createChanges(),
    places: createChanges(),
    heads: createChanges(),
    maps: createChanges(),
    links: createChanges(),
    focus: createChanges(),
  };
  const paintPixels = createPixelPainter();
  const turns = createTurns();
  const drawAgain = inNextFrame(() => draw(state));
  let columns = []; // {element, head, canvas, tiles: [{element, place}]}
  let addresses = []; // of all tiles
  let counts = [];
  let room;
  let layout;
  let state;

  root.append(links);
  const events = listenToTiles(root, {
    onFocus,
    neighborOf: (address, key) => neighborOf(layout, address, key),
    tileAt: ({ layer, unit }) => columns[layer].tiles[unit].element,
  });
  observeSize(root, (box) => {
    room = box;
    draw(state);
  });

  function draw(next) {
    state = next;
    if (!state?.target || !room?.width) {
      return;
    }
    const areFirst = columns.length === 0;
    arrange();
    drawHeads();
    if (areFirst) {
      drawAgain(); // what they show has the frames that follow
    } else if (state.snapshot) {
      drawMaps();
      drawAllLinks();
    }
    drawFocus();
  }

  function arrange() {
    counts = countTiles(state);
    const { width, height } = state.target.image;
    const shape = counts.join();
    if (isNew.tiles(shape)) {
      columns.forEach((column) => column.element.remove());
      columns = counts.map((_, layer) => createColumn(counts, layer));
      addresses = columns.flatMap(({ tiles }, layer) => tiles.map((_, unit) => ({ layer, unit })));
      root.append(...columns.map((column) => column.element));
      events.keepTabStop();
    }
    if (isNew.places(shape, room, width / height, devicePixelRatio)) {
      layout = layoutTiles(room, counts, width / height);
      place(root, columns, layout);
      links.style.width = `${room.width}px`;
      links.style.height = `${room.height}px`;
      fitCanvas(links, room);
    }
  }

  function drawHeads() {
    const { encoding, fourier_pairs } = state.config;
    if (isNew.heads(columns, encoding, fourier_pairs)) {
      const isFourier = encoding === "fourier";
      columns[0].head.textContent = isFourier ? `${2 * fourier_pairs} waves of` : "Input";
    }
  }

  function drawMaps() {
    if (isNew.maps(state.snapshot, layout, palette.version)) {
      turns.renew(addresses.length);
    }
    const isLeft = turns.take(addresses.length, drawMap, deadlineOf());
    if (isLeft && !state.playing) {
      drawAgain();
    }
  }

  function drawMap(index) {
    const { snapshot, config } = state;
    const address = addresses[index];
    const { canvas, tiles } = columns[address.layer];
    const map = mapOf(snapshot, address);
    const pixels = isOutput(counts, address)
      ? greyOf(map)
      : heatOf(map, palette.heat, scaleOf(map, address, config));
    paintPixels(canvas, pixels, map, tiles[address.unit].place);
  }

  function drawAllLinks() {
    const { snapshot, focus, config } = state;
    links.hidden = !layout.hasLinks;
    if (layout.hasLinks && isNew.links(snapshot, layout, palette.version, focus)) {
      const first = config.encoding === "fourier" ? 1 : 0; // waves have no tiles to come from
      drawLinks(links, { layout, weights: snapshot.weights, first, focus, palette });
    }
  }

  function drawFocus() {
    const focus = state.focus && hasUnit(counts, state.focus) ? state.focus : undefined;
    if (isNew.focus(focus?.layer, focus?.unit, columns)) {
      root.querySelector(".in-focus")?.classList.remove("in-focus");
      if (focus) {
        columns[focus.layer].tiles[focus.unit].element.classList.add("in-focus");
      }
    }
  }

  return { draw };
}

function createColumn(counts, layer) {
  const isEnd = layer === 0 || layer === counts.length - 1;
  const name = layer === 0 ? "Input" : "Output";
  const head = element("span", { class: "nm" }, isEnd ? name : String(layer));
  const tiles = Array.from({ length: counts[layer] }, (_, unit) => createTile(counts, { layer, unit }));
  const label = isEnd ? name : `Layer ${layer}`;
  const canvas = element("canvas", { class: "maps", "aria-hidden": "true" });
  const column = element(
    "div",
    { class: isEnd ? "column io" : "column", role: "group", "aria-label": label },
    canvas,
    head,
    ...tiles.map((tile) => tile.element),
  );
  return { element: column, head, canvas, tiles };
}

function createTile(counts, { layer, unit }) {
  const caption = captionOf(counts, { layer, unit });
  const label = nameOf(counts, { layer, unit });
  const tile = element("button", { class: "ptile", type: "button", tabindex: "-1" });
  tile.setAttribute("aria-label", label);
  Object.assign(tile.dataset, { layer, unit });
  if (caption) {
    const isFormula = layer === 0;
    const classes = isFormula ? "cap m" : "cap";
    tile.append(element("span", { class: classes, "aria-hidden": "true" }, caption));
  }
  return { element: tile };
}

function place(root, columns, { width, height, layers }) {
  const radius = clamp(height * 0.16, 1.5, 5);
  root.style.setProperty("--tile-width", `${width}px`);
  root.style.setProperty("--tile-height", `${height}px`);
  root.style.setProperty("--tile-radius", `${radius}px`);
  columns.forEach(({ element: column, canvas, tiles }, layer) => {
    const { left, right, tiles: places } = layers[layer];
    const corners = places.map(({ x, y }) => ({ x: x - left, y }));
    column.style.left = `${left}px`;
    column.style.width = `${right - left}px`;
    placeMaps(canvas, corners, { width, height, radius }).forEach((place, unit) => {
      const { x, y } = corners[unit];
      Object.assign(tiles[unit], { place });
      Object.assign(tiles[unit].element.style, { left: `${x}px`, top: `${y}px` });
    });
  });
}
