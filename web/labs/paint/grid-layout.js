// Where the tiles of the Paint lab stand: a column per layer, folded into several side by side where
// that makes the tiles larger.

const HEADER = 31; // pixels above the tiles: the names of the layers
const LARGEST = 64;
const LEAST = 4;
const FOLDS = [1, 2, 3];
const TALL = 10; // rows; more of them stand closer together
const LINK_ROOM = 0.62; // tiles' widths between layers, where there is a choice
const PACKED_GAP = 0.285; // the same where there are no links
const LEAST_GAP = 2;
const CAPTION = 22; // below the tiles of inputs and outputs
export const LEAST_LINK_GAP = 20; // pixels between layers; links in less would be a tangle

/**
 * room: {width, height}; counts: tiles per layer, inputs first and outputs last; aspect: width of
 * a tile by its height. Returns {width, height, layers: [{left, right, tiles: [{x, y}]}], hasLinks}.
 */
export function layoutGrid(room, counts, aspect) {
  return bestFold((fold) => {
    const grid = arrange({ room, counts, aspect, fold, header: HEADER, linkRoom: LINK_ROOM, isEnd });
    return { ...grid, isAiry: grid.hasLinks };
  });

  function isEnd(index) {
    return index === 0 || index === counts.length - 1;
  }
}

/** Hidden layers alone, without names and links, close together; the ends have no place. */
export function layoutHidden(room, counts, aspect) {
  const nowhere = (count) => ({ left: 0, right: 0, tiles: Array(count).fill({ x: 0, y: 0 }) });
  const [first, last] = [counts[0], counts.at(-1)].map(nowhere);
  const hidden = counts.slice(1, -1);
  const close = { header: 0, linkRoom: PACKED_GAP, isPacked: true, isEnd: () => false };
  const grid = bestFold((fold) => arrange({ room, counts: hidden, aspect, fold, ...close }));
  return { ...grid, layers: [first, ...grid.layers, last], hasLinks: false };
}

function bestFold(arrangeIn) {
  const candidates = FOLDS.map(arrangeIn);
  return candidates.reduce((best, next) => {
    const isLarger = next.width > best.width * 1.2;
    return isLarger && next.isAiry >= best.isAiry ? next : best;
  });
}

/** Layers of more than TALL tiles in `fold` columns each. */
function arrange({ room, counts, aspect, fold, header, linkRoom, isPacked = false, isEnd }) {
  const shapes = counts.map((count) => {
    const columns = count > TALL ? fold : 1;
    return { count, columns, rows: Math.ceil(count / columns) };
  });
  const below = { width: room.width, height: room.height - header };
  const { width, height } = tileSize(below, shapes, aspect, linkRoom);
  const inner = Math.max(LEAST_GAP, Math.round(width * 0.2)); // between the columns of a layer
  const widths = shapes.map(({ columns }) => columns * width + (columns - 1) * inner);
  const most = (room.width - sum(widths)) / Math.max(1, counts.length - 1);
  const gap = isPacked ? Math.min(most, width / 2) : most;
  const margin = isPacked ? (room.width - sum(widths) - gap * (counts.length - 1)) / 2 : 0;
  const layers = shapes.map((shape, index) => {
    const left = Math.round(margin + sum(widths.slice(0, index)) + index * gap);
    const extra = isEnd(index) ? CAPTION : 0;
    const tops = topsOf(below.height, height, shape.rows, { extra, isPacked });
    const tiles = Array.from({ length: shape.count }, (_, unit) => ({
      x: left + Math.floor(unit / shape.rows) * (width + inner),
      y: header + tops[unit % shape.rows],
    }));
    return { left, right: left + widths[index], tiles };
  });
  return { width, height, layers, hasLinks: gap >= LEAST_LINK_GAP, isAiry: gap >= 2 * inner };
}

function tileSize({ width, height }, shapes, aspect, linkRoom) {
  const rows = Math.max(1, ...shapes.map((shape) => shape.rows));
  const columns = sum(shapes.map((shape) => shape.columns * 1.2 - 0.2));
  const fill = rows > TALL ? 0.88 : 0.78; // of a row is tile, the rest gap
  const byWidth = width / (columns + linkRoom * (shapes.length - 1));
  const byHeight = (height / rows) * fill;
  const longest = Math.min(LARGEST, byWidth / Math.min(1, aspect), byHeight * Math.max(1, aspect));
  return {
    width: Math.max(LEAST, Math.floor(longest * Math.min(1, aspect))),
    height: Math.max(LEAST, Math.floor(longest / Math.max(1, aspect))),
  };
}

/** Spread over the height where there are many, centered where there are few. */
function topsOf(height, tile, rows, { extra, isPacked }) {
  const most = (height - rows * tile) / Math.max(1, rows - 1);
  const isSpread = rows >= TALL && !isPacked;
  const gap = Math.max(LEAST_GAP, isSpread ? most : Math.min(most, tile * 0.28 + extra));
  const used = rows * tile + (rows - 1) * gap + extra;
  const first = Math.max(0, (height - used) / 2);
  return Array.from({ length: rows }, (_, row) => Math.round(first + row * (tile + gap)));
}

const MOVES = {
  ArrowUp: ({ x, y }, tile) => (tile.x === x ? y - tile.y : 0),
  ArrowDown: ({ x, y }, tile) => (tile.x === x ? tile.y - y : 0),
  ArrowLeft: ({ x }, tile) => x - tile.x,
  ArrowRight: ({ x }, tile) => tile.x - x,
};
const ACROSS = 1000; // how much more the nearest column counts than the nearest row

/** Where an arrow key leads from a tile, as {layer, unit}; undefined for other keys, or nowhere. */
export function neighborOf({ layers }, { layer, unit }, key) {
  const distance = MOVES[key];
  if (!distance) {
    return undefined;
  }
  const from = layers[layer].tiles[unit];
  const others = layers.flatMap(({ tiles }, l) => tiles.map((tile, u) => ({ tile, layer: l, unit: u })));
  const ahead = others
    .filter(({ tile }) => distance(from, tile) > 0)
    .map((other) => ({ ...other, far: distance(from, other.tile) * ACROSS + Math.abs(other.tile.y - from.y) }))
    .sort((a, b) => a.far - b.far);
  return ahead.length > 0 ? { layer: ahead[0].layer, unit: ahead[0].unit } : undefined;
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}
