// Paints the links of a network: the color says the sign of a weight, width and opacity its size
// in relation to the largest weight, and the strongest links lie on top. Thousands of them are spread
// over several frames: the strongest come first, and the others below what is there.

import { clearedContext } from "../canvas.js";
import { clamp } from "../scales.js";
import { drawHandle, drawLock } from "./link-marks.js";
import { linkMiddle, linkPath } from "./links.js";

const LEVELS = 64; // how many strengths are told apart when links are sorted
const SMOOTHING = 0.1; // how fast widths follow the largest weight, lest they flicker with it
const CROWD = 64; // links between two columns; more of them are drawn more lightly
const NARROW = 32; // pixels between two columns; the links in less are, too
const PORTION = 800; // links in a frame; while it trains the others, the weakest, are left out
const INVISIBLE = 0.03; // opacity of links that are left out
const NEGATIVE_DASH = [6, 4]; // for readers who cannot tell the colors
const SPECKS = { links: 40, dash: [2, 20], opacity: 0.6 }; // they flow while training runs

// strength: the size of a weight, 1 being the largest of all; thickness, lightness: see linksOf
const USUAL = {
  opacity: ({ strength, standing, lightness }) => {
    const least = 0.16 * lightness;
    const size = lightness < 1 ? standing : strength;
    return least + (1 - least) * size ** (0.75 / lightness);
  },
  width: ({ strength, thickness, lightness }) => widthOf(strength) * thickness * lightness ** 0.75,
};
const RELATED = {
  opacity: ({ strength }) => 0.35 + 0.65 * strength ** 0.6,
  width: ({ strength, thickness }) => widthOf(strength) * thickness,
};
const UNRELATED = { ...USUAL, opacity: ({ lightness }) => 0.05 * lightness };
const BEHIND = { ...USUAL, opacity: (link) => 0.3 * USUAL.opacity(link) }; // a link being edited
const LIT = { opacity: () => 1, width: (link) => Math.max(2, RELATED.width(link)) };

export function createLinkPainter(canvas, palette) {
  const levels = Array.from({ length: LEVELS }, () => []);
  let links = []; // {gap, layer, index, row, unit, weight, strength, standing, ...}
  let sound = []; // the last weights before they diverged
  let largest = 0;
  let waiting = []; // links that are yet to be stroked, the topmost last: {link, opacity, width}
  let look; // of all of them

  /** To call when tiles have moved: takes what layoutLinks returns. */
  function place(gaps, tile) {
    links = gaps.flatMap((gap, index) => linksOf(gap, index + 1, tile));
    largest = 0;
  }

  /** To call when tiles are about to move. */
  function clear() {
    waiting = [];
    clearedContext(canvas);
  }

  /**
   * weights and frozen: a flat array per layer. focus: {layer, unit}, whose links stand out.
   * lit: {layer, unit, row}, the one link that does; isEdited: it gets a handle.
   * isMarked: negative links are dashed.
   * isGray: the weights diverged, so the links show where they were.
   * flow: how many pixels the specks have come, or undefined for none.
   * Of more links than a portion the rest is left to goOn.
   */
  function draw(scene) {
    const { weights, frozen, focus, lit, isEdited, isMarked, isGray, isPlaying, flow } = scene;
    sound = isGray ? sound : weights;
    const found = readWeights(links, sound);
    largest = isPlaying && largest > 0 ? largest + (found - largest) * SMOOTHING : found;
    const sorted = sortByStrength(links, largest, levels);
    const context = clearedContext(canvas);
    const gray = palette.css("--line-2");
    const colors = isGray ? [gray, gray] : [palette.negative, palette.positive];
    look = { colors, dash: isMarked ? NEGATIVE_DASH : [] };
    const shown = isPlaying ? sorted.slice(-PORTION) : sorted;
    const [front, rest] = partition(shown, standsOut(lit, focus));
    const [above, below] = stylesFor({ lit, isEdited, focus });
    waiting = [...styled(rest, below), ...styled(front, above)];
    strokeLinks(context, waiting.splice(-PORTION), look);
    if (flow !== undefined) {
      strokeSpecks(context, sorted.slice(-SPECKS.links), palette.css("--paper"), flow);
    }
    const colored = (link) => ({
      color: colors[link.weight < 0 ? 0 : 1],
      middle: linkMiddle(link.gap, link.index),
      tile: link.tile,
    });
    const locked = links.filter(({ layer, index }) => frozen[layer - 1][index] > 0);
    if (isEdited) {
      front.map(colored).forEach((link) => drawHandle(context, link, palette));
    }
    locked.map(colored).forEach((link) => drawLock(context, link, palette));
  }

  /** Strokes more links, from the top down. Browsers take longer for that: at rest only. */
  function goOn() {
    const context = canvas.getContext("2d");
    context.globalCompositeOperation = "destination-over";
    strokeLinks(context, waiting.splice(-PORTION).reverse(), look);
    context.globalCompositeOperation = "source-over";
  }

  return {
    place,
    clear,
    draw,
    goOn,
    isWaiting: () => waiting.length > 0,
    isCrowded: () => links.length > PORTION,
  };
}

/** Of the links in front and of all the others. */
function stylesFor({ lit, isEdited, focus }) {
  if (lit) {
    return [LIT, isEdited ? BEHIND : UNRELATED];
  }
  return focus ? [RELATED, UNRELATED] : [USUAL, USUAL];
}

/** With the look of now, as weights may have changed until they are stroked; without the invisible. */
function styled(links, style) {
  return links
    .map((link) => ({ link, opacity: style.opacity(link), width: style.width(link) }))
    .filter(({ opacity }) => opacity > INVISIBLE);
}

/**
 * Where links would hide each other they are thinner and paler, and opacity compares them with
 * their own layer, as one strong layer would leave nothing to see of all the others.
 */
function linksOf(gap, layer, tile) {
  const { left, right, units, sources, starts } = gap;
  const crowding = Math.min(1, Math.sqrt(CROWD / starts.length));
  const lightness = crowding * clamp((right - left) / NARROW, 0.3, 1);
  const thickness = clamp(tile / 48, 0.6, 1);
  return Array.from(starts, (_, index) => ({
    layer,
    index,
    row: sources[Math.floor(index / units)],
    unit: index % units,
    gap,
    path: undefined, // made when it is stroked first, as many never are
    tile,
    thickness,
    lightness,
    weight: 0,
    strength: 0,
    standing: 0,
  }));
}

/**
 * Gives links their weights, 0 where there are none yet, and their standing: the size of a weight,
 * 1 being the largest of its layer. Returns the largest size of all.
 */
function readWeights(links, weights) {
  const largest = weights.map(largestSize);
  for (const link of links) {
    link.weight = weights[link.layer - 1]?.[link.index] ?? 0;
    link.standing = link.weight === 0 ? 0 : Math.abs(link.weight) / largest[link.layer - 1];
  }
  return Math.max(0, ...largest);
}

function largestSize(weights) {
  return weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
}

/** By levels rather than exactly: thousands of links are sorted anew for every frame. */
function sortByStrength(links, largest, levels) {
  levels.forEach((level) => level.splice(0));
  for (const link of links) {
    link.strength = largest > 0 ? Math.min(1, Math.abs(link.weight) / largest) : 0;
    levels[Math.floor(link.strength * (LEVELS - 1))].push(link);
  }
  return levels.flat();
}

/** Tells which links are drawn in front: the lit one, or those of the neuron in focus. */
function standsOut(lit, focus) {
  if (lit) {
    const { layer, unit, row } = lit;
    return (link) => link.layer === layer && link.unit === unit && link.row === row;
  }
  return (link) => Boolean(focus) && isLinkOf(link, focus);
}

function partition(links, isFirst) {
  const [first, second] = [[], []];
  links.forEach((link) => (isFirst(link) ? first : second).push(link));
  return [first, second];
}

function isLinkOf(link, { layer, unit }) {
  const leads = link.layer === layer && link.unit === unit;
  const leaves = link.layer === layer + 1 && link.row === unit;
  return leads || leaves;
}

/** dash: of negative links. */
function strokeLinks(context, strokes, { colors: [negative, positive], dash }) {
  context.lineCap = "butt";
  for (const { link, opacity, width } of strokes) {
    context.globalAlpha = opacity;
    context.lineWidth = width;
    context.strokeStyle = link.weight < 0 ? negative : positive;
    context.setLineDash(link.weight < 0 ? dash : []);
    context.stroke(pathOf(link));
  }
  context.setLineDash([]);
}

/** Specks in the color of the page, on their way along the strongest links. */
function strokeSpecks(context, links, color, flow) {
  context.globalAlpha = SPECKS.opacity;
  context.strokeStyle = color;
  context.lineCap = "round";
  context.setLineDash(SPECKS.dash);
  context.lineDashOffset = -flow;
  for (const link of links) {
    context.lineWidth = USUAL.width(link) * 0.4;
    context.stroke(pathOf(link));
  }
  context.setLineDash([]);
}

function pathOf(link) {
  link.path ??= linkPath(link.gap, link.index);
  return link.path;
}

function widthOf(strength) {
  return 0.75 + 4.5 * strength;
}
