// A heat map: a small grid of values painted pixel by pixel. Every device pixel gets a value,
// interpolated between the four samples around it, and then the color of that value.

import { clamp } from "../scales.js";

const CENTER = 128; // the entry of a color table for the value 0
const LAST = 256; // and for 1
const MOST_AXES = 64;
const MARK_PITCH = 5; // pixels of the page between the lines that mark negative values
const STEEP = 1e6; // multiplies a value so much that only its sign is left
const surfaces = new WeakMap(); // canvas -> its pixels, painted again and again
const axes = new Map(); // "samples:pixels" -> where each pixel lies between the samples
const rows = []; // per class, one line of samples as places in a color table

/**
 * Paints a field over the whole canvas, or over a place on it: {left, top, width, height, radius} in
 * device pixels, with round corners.
 * field: {values, offset, stride, size}; sample p of size × size is values[p * stride + offset].
 * scale multiplies the values; discretize leaves two flat sides, or flat classes. From 3 classes
 * on the field has a probability for each, one beside the other, and the most likely is shown.
 * colors: a table for values in [-1, 1] to use instead of the palette's heat. isMarked: negative
 * values get fine lines, for those who cannot tell the colors.
 */
export function paintField(canvas, field, palette, options = {}) {
  const { discretize = false, scale = 1, classes = 0, colors = palette.heat, place } = options;
  const isMarked = options.isMarked && colors === palette.heat;
  const surface = surfaceOf(canvas, place);
  const hatch = palette.hatch(devicePixelRatio);
  if (classes > 2) {
    const tables = discretize ? palette.discreteClassHeat : palette.classHeat;
    paintClasses(surface, field, { tables, classes, hatch });
  } else if (discretize) {
    const marks = isMarked && palette.discreteMarkedHeat;
    paintValues(surface, field, { table: palette.discreteHeat, scale: STEEP, hatch, marks });
  } else {
    const marks = isMarked && palette.markedHeat;
    paintValues(surface, field, { table: colors, scale, hatch, marks });
  }
  if (place) {
    roundOff(surface.pixels, cornersOf(surface, place.radius));
  }
  surface.context.putImageData(surface.image, place?.left ?? 0, place?.top ?? 0);
}

function paintValues({ pixels, width, height }, field, { table, scale, hatch, marks }) {
  const across = axisOf(field.size, width);
  const down = axisOf(field.size, height);
  const row = rowOf(0, field.size);
  for (let y = 0; y < height; y += 1) {
    const isFinite = readRow(row, field, field.offset, down, y, scale);
    if (isFinite) {
      colorRow(pixels, y, row, across, table);
      if (marks) {
        markRow(pixels, y, row, across, marks);
      }
    } else {
      hatchRow(pixels, y, row, across, table, hatch);
    }
  }
}

function paintClasses({ pixels, width, height }, field, { tables, classes, hatch }) {
  const across = axisOf(field.size, width);
  const down = axisOf(field.size, height);
  const classRows = Array.from({ length: classes }, (_, c) => rowOf(c, field.size));
  const leaders = new Int8Array(field.size);
  for (let y = 0; y < height; y += 1) {
    for (let c = 0; c < classes; c += 1) {
      readRow(classRows[c], field, field.offset + c, down, y, 1);
    }
    for (let x = 0; x < field.size; x += 1) {
      leaders[x] = winnerBetween(classRows, x, x, 0);
    }
    colorWinners(pixels, y, classRows, across, { leaders, tables, hatch });
  }
}

/** Interpolates between the lines of samples above and below pixel line y. Are all finite? */
function readRow(row, { values, stride, size }, offset, down, y, scale) {
  const factor = scale * CENTER;
  const share = down.shares[y];
  let upper = down.samples[y] * size * stride + offset;
  let lower = down.next[y] * size * stride + offset;
  let sum = 0;
  for (let x = 0; x < size; x += 1) {
    const value = values[upper] + (values[lower] - values[upper]) * share;
    row[x] = value * factor + CENTER + 0.5;
    sum += row[x];
    upper += stride;
    lower += stride;
  }
  return Number.isFinite(sum);
}

function colorRow(pixels, y, row, { samples, next, shares }, table) {
  const width = samples.length;
  const start = y * width;
  for (let x = 0; x < width; x += 1) {
    pixels[start + x] = table[entry(between(row, samples[x], next[x], shares[x]))];
  }
}

/** Colors the pixels anew through which a line goes; its table differs for negative values only. */
function markRow(pixels, y, row, { samples, next, shares }, table) {
  const width = samples.length;
  const pitch = Math.round(MARK_PITCH * devicePixelRatio);
  const thickness = Math.max(1, Math.round(devicePixelRatio));
  for (let line = y % pitch; line < width; line += pitch) {
    for (let x = line; x < Math.min(width, line + thickness); x += 1) {
      pixels[y * width + x] = table[entry(between(row, samples[x], next[x], shares[x]))];
    }
  }
}

function hatchRow(pixels, y, row, { samples, next, shares }, table, hatch) {
  const width = samples.length;
  const start = y * width;
  for (let x = 0; x < width; x += 1) {
    const place = between(row, samples[x], next[x], shares[x]);
    const isNumber = Number.isFinite(place);
    pixels[start + x] = isNumber ? table[entry(place)] : hatch[(x + y) % hatch.length];
  }
}

/** Between two samples that agree, their class wins everywhere: mostly one look-up is enough. */
function colorWinners(pixels, y, classRows, { samples, next, shares }, { leaders, tables, hatch }) {
  const width = samples.length;
  const start = y * width;
  for (let x = 0; x < width; x += 1) {
    const left = samples[x];
    const right = next[x];
    const agree = leaders[left] === leaders[right];
    const winner = agree ? leaders[left] : winnerBetween(classRows, left, right, shares[x]);
    pixels[start + x] =
      winner < 0
        ? hatch[(x + y) % hatch.length]
        : tables[winner][entry(between(classRows[winner], left, right, shares[x]))];
  }
}

/** The class with the highest value on the way from one sample to the next, -1 if there is none. */
function winnerBetween(classRows, left, right, share) {
  let winner = -1;
  let best = -Infinity;
  for (let c = 0; c < classRows.length; c += 1) {
    const place = between(classRows[c], left, right, share);
    if (place > best) {
      best = place;
      winner = c;
    }
  }
  return winner;
}

function between(places, left, right, share) {
  return places[left] + (places[right] - places[left]) * share;
}

/** The entry of a color table for a place in it, or beyond its ends. */
function entry(place) {
  return clamp(place, 0, LAST) | 0;
}

/** Where pixel centers lie between sample centers; the outermost samples reach to the edge. */
function axisOf(samples, pixels) {
  const key = `${samples}:${pixels}`;
  if (!axes.has(key)) {
    if (axes.size >= MOST_AXES) {
      axes.clear(); // a window that is being resized goes through hundreds of sizes
    }
    axes.set(key, createAxis(samples, pixels));
  }
  return axes.get(key);
}

function createAxis(count, pixels) {
  const places = Float32Array.from({ length: pixels }, (_, x) => {
    const place = ((x + 0.5) / pixels) * count - 0.5;
    return Math.min(count - 1, Math.max(0, place));
  });
  return {
    samples: Uint16Array.from(places), // the one at or before the pixel
    next: Uint16Array.from(places, (place) => Math.min(count - 1, Math.floor(place) + 1)),
    shares: places.map((place) => place % 1), // of the next one
  };
}

function rowOf(index, size) {
  if (!rows[index] || rows[index].length < size) {
    rows[index] = new Float64Array(size);
  }
  return rows[index];
}

/** Gives the pixels in the corners their opacity. */
function roundOff(pixels, corners) {
  for (const [index, opacity] of corners) {
    pixels[index] = (pixels[index] & 0xffffff) | (opacity << 24);
  }
}

/** The pixels that round corners cut, as [index, opacity up to 255]. */
function cornersOf(surface, radius) {
  if (surface.radius !== radius) {
    surface.radius = radius;
    surface.corners = createCorners(surface, radius);
  }
  return surface.corners;
}

function createCorners({ width, height }, radius) {
  const corners = [];
  const reach = Math.ceil(radius);
  for (let y = 0; y < reach; y += 1) {
    for (let x = 0; x < reach; x += 1) {
      const distance = Math.hypot(radius - x - 0.5, radius - y - 0.5);
      const opacity = Math.round(255 * clamp(radius - distance + 0.5, 0, 1));
      const [right, bottom] = [width - 1 - x, height - 1 - y];
      const indices = [x, right].flatMap((column) => [y, bottom].map((row) => row * width + column));
      corners.push(...indices.map((index) => [index, opacity]));
    }
  }
  return corners.filter(([, opacity]) => opacity < 255);
}

/** The pixels of a canvas, or of a place on it, kept until their number changes. */
function surfaceOf(canvas, place) {
  const { width, height } = place ?? canvas;
  const known = surfaces.get(canvas);
  if (known?.width === width && known.height === height) {
    return known;
  }
  const context = canvas.getContext("2d", { alpha: Boolean(place) });
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const surface = { context, image, pixels, width, height };
  surfaces.set(canvas, surface);
  return surface;
}
