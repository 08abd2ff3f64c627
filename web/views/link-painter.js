// Paints the links of a network: the colour says the sign of a weight, width and opacity its size
// in relation to the largest weight, and the strongest links lie on top.

import { clearedContext } from "../canvas.js";
import { clamp } from "../scales.js";
import { linkPath } from "./links.js";

const LEVELS = 64; // how many strengths are told apart when links are sorted
const SMOOTHING = 0.1; // how fast widths follow the largest weight, lest they flicker with it
const CROWD = 64; // links between two columns; more of them are drawn more lightly
const NARROW = 32; // pixels between two columns; the links in less are, too
const INVISIBLE = 0.03; // opacity of links that are left out
const SPECKS = { links: 40, dash: [2, 20], opacity: 0.6 }; // they flow while training runs

// strength: from 0 to 1 for the largest weight; thickness and lightness: see linksOf
const USUAL = {
  opacity: ({ strength, lightness }) => {
    const least = 0.16 * lightness ** 2;
    return least + (1 - least) * strength ** (0.75 / lightness);
  },
  width: ({ strength, thickness, lightness }) => widthOf(strength) * thickness * lightness,
};
const RELATED = {
  opacity: ({ strength }) => 0.35 + 0.65 * strength ** 0.6,
  width: ({ strength, thickness }) => widthOf(strength) * thickness,
};
const UNRELATED = { ...USUAL, opacity: ({ lightness }) => 0.05 * lightness };

export function createLinkPainter(canvas, palette) {
  const levels = Array.from({ length: LEVELS }, () => []);
  let links = []; // {layer, index, row, unit, path, weight, strength, ...}
  let largest = 0;

  /** To call when tiles have moved: takes what layoutLinks returns. */
  function place(gaps, tile) {
    links = gaps.flatMap((gap, index) => linksOf(gap, index + 1, tile));
    largest = 0;
  }

  /**
   * weights: a flat array per layer. focus: {layer, unit}, whose links stand out.
   * flow: how many pixels the specks have come, or undefined for none.
   */
  function draw({ weights, focus, isGrey, isPlaying, flow }) {
    const found = readWeights(links, weights);
    largest = isPlaying && largest > 0 ? largest + (found - largest) * SMOOTHING : found;
    const sorted = sortByStrength(links, largest, levels);
    const context = clearedContext(canvas);
    const grey = palette.css("--line-2");
    const colors = isGrey ? [grey, grey] : [palette.negative, palette.positive];
    if (focus) {
      const isRelated = (link) => isLinkOf(link, focus);
      strokeLinks(context, sorted.filter((link) => !isRelated(link)), UNRELATED, colors);
      strokeLinks(context, sorted.filter(isRelated), RELATED, colors);
    } else {
      strokeLinks(context, sorted, USUAL, colors);
    }
    if (flow !== undefined) {
      strokeSpecks(context, sorted.slice(-SPECKS.links), palette.css("--paper"), flow);
    }
  }

  return { place, draw };
}

/** Where links would hide each other they are thinner, and the weak ones paler. */
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
    path: linkPath(gap, index),
    thickness,
    lightness,
    weight: 0,
    strength: 0,
  }));
}

/** A weight that is not finite leaves its link as it was. Returns the largest size of a weight. */
function readWeights(links, weights) {
  let largest = 0;
  for (const link of links) {
    const weight = weights[link.layer - 1][link.index];
    if (Number.isFinite(weight)) {
      link.weight = weight;
    }
    largest = Math.max(largest, Math.abs(link.weight));
  }
  return largest;
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

function isLinkOf(link, { layer, unit }) {
  const leads = link.layer === layer && link.unit === unit;
  const leaves = link.layer === layer + 1 && link.row === unit;
  return leads || leaves;
}

function strokeLinks(context, links, style, [negative, positive]) {
  for (const link of links) {
    const opacity = style.opacity(link);
    if (opacity > INVISIBLE) {
      context.globalAlpha = opacity;
      context.lineWidth = style.width(link);
      context.strokeStyle = link.weight < 0 ? negative : positive;
      context.stroke(link.path);
    }
  }
}

/** Specks in the colour of the page, on their way along the strongest links. */
function strokeSpecks(context, links, color, flow) {
  context.globalAlpha = SPECKS.opacity;
  context.strokeStyle = color;
  context.lineCap = "round";
  context.setLineDash(SPECKS.dash);
  context.lineDashOffset = -flow;
  for (const link of links) {
    context.lineWidth = USUAL.width(link) * 0.4;
    context.stroke(link.path);
  }
  context.setLineDash([]);
}

function widthOf(strength) {
  return 0.75 + 4.5 * strength;
}
