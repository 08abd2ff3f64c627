// The network as a grid of pictures: what every neuron draws over the canvas, layer by layer.

import { fitCanvas, observeSize } from "../../canvas.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { layoutGrid, layoutHidden, neighborOf } from "./grid-layout.js";
import { drawLinks } from "./grid-links.js";
import { listenToTiles } from "./grid-events.js";
import { greyOf, heatOf, showPixels } from "./pixels.js";
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
  let columns = []; // {element, head, tiles: [{element, canvas}]}
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
    arrange();
    drawHeads();
    if (state.snapshot) {
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
    const { snapshot, config } = state;
    if (!isNew.maps(snapshot, columns, palette.version)) {
      return;
    }
    columns.forEach(({ tiles }, layer) => {
      tiles.forEach(({ canvas }, unit) => {
        const address = { layer, unit };
        const map = mapOf(snapshot, address);
        const pixels = isOutput(counts, address)
          ? greyOf(map)
          : heatOf(map, palette.heat, scaleOf(map, address, config));
        showPixels(canvas, pixels, map);
      });
    });
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
  const column = element(
    "div",
    { class: isEnd ? "column io" : "column", role: "group", "aria-label": label },
    head,
    ...tiles.map((tile) => tile.element),
  );
  return { element: column, head, tiles };
}

function createTile(counts, { layer, unit }) {
  const canvas = element("canvas");
  const caption = captionOf(counts, { layer, unit });
  const label = nameOf(counts, { layer, unit });
  const tile = element("button", { class: "ptile", type: "button", tabindex: "-1" }, canvas);
  tile.setAttribute("aria-label", label);
  Object.assign(tile.dataset, { layer, unit });
  if (caption) {
    const isFormula = layer === 0;
    const classes = isFormula ? "cap m" : "cap";
    tile.append(element("span", { class: classes, "aria-hidden": "true" }, caption));
  }
  return { element: tile, canvas };
}

function place(root, columns, { width, height, layers }) {
  root.style.setProperty("--tile-width", `${width}px`);
  root.style.setProperty("--tile-height", `${height}px`);
  root.style.setProperty("--tile-radius", `${Math.min(5, Math.max(1.5, height * 0.16))}px`);
  columns.forEach(({ element: column, tiles }, layer) => {
    const { left, right, tiles: places } = layers[layer];
    column.style.left = `${left}px`;
    column.style.width = `${right - left}px`;
    tiles.forEach((tile, unit) => {
      tile.element.style.left = `${places[unit].x - left}px`;
      tile.element.style.top = `${places[unit].y}px`;
    });
  });
}
