// Where the tiles of a network stand, from the room there is and the number of neurons per column.

import { clamp } from "../scales.js";

const LARGEST = 64;
const SMALLEST = 24;
const STEP = 4; // tiles and gaps keep to a grid
const FILL = 0.72; // of the height of a row is tile, the rest gap
const LOOSE = 0.6; // of a tile's height is the widest gap
const LINK_ROOM = 0.9; // tiles' widths between columns, where there is a choice
const LEAST_GAP = 4;
const LEAST_LINK = 6;

/**
 * room: {x, y, width, height}; counts: neurons per column; before: the size of tiles up to now.
 * Returns the width of a tile, the distance between columns, and per column where it begins, how
 * high its tiles are (less than wide if they would not fit otherwise), how far apart, and where
 * each one begins.
 */
export function layoutNetwork(room, counts, before) {
  const ideal = tileSize(room, counts);
  const tile = keepsSize(room, counts, { before, ideal }) ? before : ideal;
  const pitch = (room.width - tile) / (counts.length - 1);
  const gap = usualGap(room, tile, Math.max(...counts));
  const columns = counts.map((count, index) => ({
    left: Math.round(room.x + index * pitch),
    ...layoutColumn(room, { tile, gap, count }),
  }));
  return { tile, pitch, columns };
}

function tileSize({ width, height }, counts) {
  const columns = counts.length;
  const links = columns - 1;
  const byHeight = (height / Math.max(...counts)) * FILL;
  const byWidth = width / (columns + LINK_ROOM * links);
  const size = Math.min(byHeight, byWidth);
  const onGrid = clamp(Math.floor(size / STEP) * STEP, SMALLEST, LARGEST);
  return Math.min(onGrid, Math.floor((width - LEAST_LINK * links) / columns));
}

/** A notice takes some of the height: tiles then move closer together rather than shrink. */
function keepsSize({ width, height }, counts, { before, ideal }) {
  const most = Math.max(...counts);
  const needed = {
    width: counts.length * before + (counts.length - 1) * LEAST_LINK,
    height: most * before + (most - 1) * LEAST_GAP,
  };
  const isClose = before >= ideal && before - ideal <= STEP;
  return isClose && needed.width <= width && needed.height <= height;
}

/** Of all columns: wider where the width keeps the tiles small, and height is left over. */
function usualGap({ height }, tile, most) {
  const left = (height - most * tile) / Math.max(1, most - 1);
  const [least, loose] = [1 / FILL - 1, LOOSE].map((share) => toGrid(tile * share));
  return clamp(Math.floor(left / STEP) * STEP, least, loose);
}

function toGrid(length) {
  return Math.round(length / STEP) * STEP;
}

function layoutColumn({ y, height }, column) {
  const { count } = column;
  const { size, gap } = rowSize(height, column);
  const top = y + (height - count * size - (count - 1) * gap) / 2;
  const tops = Array.from({ length: count }, (_, i) => Math.round(top + i * (size + gap)));
  return { size, gap, tops };
}

/** Squares with their usual gap, else closer together, else strips. */
function rowSize(height, { tile, gap, count }) {
  const possible = (height - count * tile) / Math.max(1, count - 1);
  if (possible >= LEAST_GAP) {
    return { size: tile, gap: Math.min(gap, possible) };
  }
  const row = height / count;
  const size = clamp(Math.floor(row * FILL), 2, tile);
  return { size, gap: row - size };
}

const MOVES = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity };
const TURNS = { ArrowLeft: -1, ArrowRight: 1 };

/** Where a key leads from a tile, as {layer, unit}: along its column, or to the next one. */
export function neighborOf({ columns }, { layer, unit }, key) {
  if (key in MOVES) {
    return { layer, unit: clamp(unit + MOVES[key], 0, columns[layer].tops.length - 1) };
  }
  if (key in TURNS) {
    const next = clamp(layer + TURNS[key], 0, columns.length - 1);
    return { layer: next, unit: nearestTo(centerOf(columns[layer], unit), columns[next]) };
  }
  return undefined;
}

function centerOf({ tops, size }, unit) {
  return tops[unit] + size / 2;
}

function nearestTo(height, column) {
  const distances = column.tops.map((_, unit) => Math.abs(centerOf(column, unit) - height));
  return distances.indexOf(Math.min(...distances));
}
