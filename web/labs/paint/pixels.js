// From what Python computes to pixels: functions that return RGBA packed as a canvas wants it.
// A map {values, offset, stride, width, height} has its sample p at values[p * stride + offset].

import { spanOf } from "./frame.js";

const OPAQUE = 0xff000000;
const BRIGHTENED = 2.2; // so that small errors can be seen
const CENTER = 128; // of a color table: the value 0

/** values: (pixels * 3) in [0, 1]; what is beyond is clipped, as a screen would. */
export function pictureOf(values) {
  return packed(values.length / 3, (p) => {
    const at = 3 * p;
    return pack(byte(values[at]), byte(values[at + 1]), byte(values[at + 2]));
  });
}

/**
 * How far a picture of what a frame shows is from the image, channel by channel; black beyond it.
 * Their sizes may differ.
 */
export function differenceOf({ values, width, height, frame }, image) {
  const span = spanOf(frame);
  return packed(width * height, (p) => {
    const x = p % width;
    const y = (p - x) / width;
    const column = Math.floor((frame.left + (x * span) / width) * image.width);
    const row = Math.floor((frame.top + (y * span) / height) * image.height);
    if (column < 0 || row < 0 || column >= image.width || row >= image.height) {
      return OPAQUE;
    }
    const there = 3 * (row * image.width + column);
    const error = (channel) =>
      Math.abs(byte(values[3 * p + channel]) - image.pixels[there + channel]) * BRIGHTENED;
    return pack(Math.min(255, error(0)), Math.min(255, error(1)), Math.min(255, error(2)));
  });
}

/** One channel of the picture as grey. */
export function greyOf({ values, offset, stride, width, height }) {
  return packed(width * height, (p) => {
    const grey = byte(values[p * stride + offset]);
    return pack(grey, grey, grey);
  });
}

/** What a neuron draws, in the colors of a table for [-1, 1]. */
export function heatOf({ values, offset, stride, width, height }, table, scale) {
  return packed(width * height, (p) => {
    const place = CENTER + values[p * stride + offset] * scale * CENTER + 0.5;
    return table[Math.min(2 * CENTER, Math.max(0, place)) | 0];
  });
}

/** The root mean square of a map: how large its values are, whatever a few of them may be. */
export function sizeOf({ values, offset, stride }) {
  let sum = 0;
  for (let at = offset; at < values.length; at += stride) {
    sum += values[at] ** 2;
  }
  return Math.sqrt((sum * stride) / values.length);
}

/** A map at a multiple of its size, interpolated between its samples. */
export function enlarged({ values, offset, stride, width, height }, factor) {
  const across = axisOf(width, factor);
  const down = axisOf(height, factor);
  const result = new Float32Array(across.length * down.length);
  down.forEach(([y, nextY, shareY], row) => {
    across.forEach(([x, nextX, shareX], column) => {
      const at = (i, j) => values[(j * width + i) * stride + offset];
      const upper = at(x, y) + (at(nextX, y) - at(x, y)) * shareX;
      const lower = at(x, nextY) + (at(nextX, nextY) - at(x, nextY)) * shareX;
      result[row * across.length + column] = upper + (lower - upper) * shareY;
    });
  });
  return { values: result, offset: 0, stride: 1, width: across.length, height: down.length };
}

/** Shows pixels on a canvas, which takes their size. */
export function showPixels(canvas, pixels, { width, height }) {
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const bytes = new Uint8ClampedArray(pixels.buffer);
  canvas.getContext("2d").putImageData(new ImageData(bytes, width, height), 0, 0);
}

/** Paints pixels over a place with round corners: of map-places.js, interpolated as CSS does it. */
export function createPixelPainter() {
  const sheet = new OffscreenCanvas(1, 1);

  return (canvas, pixels, map, { left, top, width, height, radius }) => {
    showPixels(sheet, pixels, map);
    const context = canvas.getContext("2d");
    context.save();
    context.resetTransform();
    context.clearRect(left, top, width, height);
    context.beginPath();
    context.roundRect(left, top, width, height, radius);
    context.clip();
    context.drawImage(sheet, left, top, width, height);
    context.restore();
  };
}

function axisOf(samples, factor) {
  return Array.from({ length: samples * factor }, (_, pixel) => {
    const place = Math.min(samples - 1, Math.max(0, (pixel + 0.5) / factor - 0.5));
    const sample = Math.floor(place);
    return [sample, Math.min(samples - 1, sample + 1), place - sample];
  });
}

function packed(count, pixelAt) {
  const pixels = new Uint32Array(count);
  for (let p = 0; p < count; p += 1) {
    pixels[p] = pixelAt(p);
  }
  return pixels;
}

function pack(red, green, blue) {
  return OPAQUE | (blue << 16) | (green << 8) | red;
}

/** NaN becomes 0. */
function byte(value) {
  return Math.min(255, Math.max(0, value * 255 + 0.5)) | 0;
}
