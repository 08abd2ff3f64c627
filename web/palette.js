// The one place that knows colors: reads the custom properties of tokens.css and prepares them
// for painting, as tables of packed pixels and as CSS colors.

import { blend, mixColors, parseColor, toCss, toPixel } from "./color.js";
import { clamp } from "./scales.js";

const RAMP = ["n4", "n3", "n2", "n1", "0", "p1", "p2", "p3", "p4"].map((stop) => `--heat-${stop}`);
const CLASSES = [1, 2, 3, 4, 5, 6].map((number) => `--cat-${number}`);
const TABLE_SIZE = 257; // entries 0, 128 and 256 are the values -1, 0 and 1
const FLAT_VALUE = 0.82; // a discretized map shows the color of this value
const CLASS_FILL = 0.55; // a class fills a map only so far that its points stand out on it
const HATCH_PITCH = 7;
const MARKING = 0.5; // how much the lines stand out that mark negative values

export function createPalette(element = document.documentElement) {
  const palette = { version: 0, css, hatch, valueColor, refresh };
  const style = getComputedStyle(element);
  const known = new Map(); // custom property -> its value
  const hatches = new Map(); // pixel ratio -> packed pixels
  const made = new Map(); // name -> table

  /** Each is made when it is first wanted: few pages show all of them. */
  const tables = {
    positive: () => css("--pos"),
    negative: () => css("--neg"),
    ramp: () => blendAll(RAMP.map(css)),
    valueColors: () => blendAll(["--neg", "--line-3", "--pos"].map(css)).map(toCss), // from -1 to 1
    heat: () => Uint32Array.from(palette.ramp, toPixel),
    markedHeat: () =>
      Uint32Array.from(withNegativesNear(palette.ramp, parseColor(palette.negative)), toPixel),
    discreteHeat: () => twoSided(palette.heat),
    discreteMarkedHeat: () => twoSided(palette.markedHeat),
    classes: () => CLASSES.map(css),
    classHeat: () => classFills().map((fill) => classTable(css("--heat-0"), fill)),
    discreteClassHeat: () => palette.classHeat.map(flat),
  };
  for (const [name, make] of Object.entries(tables)) {
    Object.defineProperty(palette, name, { get: () => once(made, name, make) });
  }

  /** To call when the theme changes. Whoever draws looks at `version` to know. */
  function refresh() {
    known.clear();
    hatches.clear();
    made.clear();
    palette.version += 1;
  }

  /** The first two classes fill a map as the signs do. */
  function classFills() {
    const rest = parseColor(css("--heat-0"));
    const signs = ["--heat-p4", "--heat-n4"].map((name) => parseColor(css(name)));
    const others = CLASSES.slice(signs.length).map((name) => parseColor(css(name)));
    return [...signs, ...others.map((color) => mixColors(rest, color, CLASS_FILL))];
  }

  /** The value of a custom property, for instance css("--ink"). */
  function css(name) {
    return once(known, name, () => style.getPropertyValue(name).trim());
  }

  /** Diagonal lines that stand for "not a number": pixel (x, y) is entry (x + y) % length. */
  function hatch(pixelRatio) {
    const [ground, line] = ["--sunken", "--line-2"].map(css);
    return once(hatches, pixelRatio, () => hatchTable(ground, line, pixelRatio));
  }

  /** The strong CSS color of a value in [-1, 1], for marks on top of a heat map. */
  function valueColor(value) {
    return palette.valueColors[tableIndex(value)];
  }

  return palette;
}

/** What a map holds for a key, made if it is not there yet. */
function once(map, key, make) {
  if (!map.has(key)) {
    map.set(key, make());
  }
  return map.get(key);
}

/** The entry of a table for a value in [-1, 1]; values beyond get the ends. */
function tableIndex(value) {
  return Math.round((clamp(value, -1, 1) + 1) * 128);
}

function blendAll(stops) {
  return blend(stops.map(parseColor), TABLE_SIZE);
}

/** For the lines that mark negative values: their colors, moved towards a stronger one. */
function withNegativesNear(colors, strong) {
  const rest = tableIndex(0);
  return colors.map((color, index) => (index < rest ? mixColors(color, strong, MARKING) : color));
}

/** Flat on both sides of 0. */
function twoSided(heat) {
  const negative = heat[tableIndex(-FLAT_VALUE)];
  const positive = heat[tableIndex(FLAT_VALUE)];
  return heat.map((_, index) => (index < tableIndex(0) ? negative : positive));
}

/** The same everywhere: which class it is, not how likely. */
function flat(heat) {
  return new Uint32Array(TABLE_SIZE).fill(heat[tableIndex(FLAT_VALUE)]);
}

/** Packed pixels for the probability of a class, at rest up to 0. */
function classTable(rest, fill) {
  const zero = parseColor(rest);
  return Uint32Array.from(blend([zero, zero, fill], TABLE_SIZE), toPixel);
}

/** One period of lines 1 CSS pixel wide, with soft edges. */
function hatchTable(ground, line, pixelRatio) {
  const period = Math.round(HATCH_PITCH * pixelRatio);
  const halfWidth = Math.SQRT1_2 * pixelRatio;
  const [low, high] = [ground, line].map(parseColor);
  return Uint32Array.from({ length: period }, (_, i) => {
    const distance = Math.abs(i - period / 2);
    return toPixel(mixColors(low, high, clamp(halfWidth + 0.5 - distance, 0, 1)));
  });
}
