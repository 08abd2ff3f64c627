// Targets: the images to paint. A target is {name, image, canvas, key}: `image` {width, height,
// pixels} is what the network learns from, `canvas` what the reader sees, `key` its place in the
// gallery.

import { siteFile } from "../../files.js";

const IMAGES = { bird: "Kingfisher", dusk: "Dusk", citrus: "Citrus", wave: "Waves", flower: "Lotus" };
export const GALLERY = { ...IMAGES, rings: "Rings" };
export const FIRST = "bird";

const TRAINED_SIDE = 200; // pixels along the longer side
export const SHOWN_SIDE = 1000;

/** An image of the gallery. */
export async function fetchTarget(key) {
  const response = await fetch(siteFile(`web/labs/paint/images/${key}.png`));
  const bitmap = await createImageBitmap(await response.blob());
  return { ...createTarget(bitmap, GALLERY[key]), key };
}

/** source: anything that a canvas can draw and that knows its size. */
export function createTarget(source, name) {
  const canvas = scaledTo(source, SHOWN_SIDE);
  return { name, canvas, image: pixelsOf(scaledTo(canvas, TRAINED_SIDE)) };
}

/** The pixels that the network learns from as a file, in bytes. */
export async function toPng({ width, height, pixels }) {
  const canvas = new OffscreenCanvas(width, height);
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    image.data.set([pixels[from], pixels[from + 1], pixels[from + 2], 255], to);
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
  const file = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await file.arrayBuffer());
}

/** The largest size with these proportions that fits a square; never larger than it is. */
export function fitWithin({ width, height }, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}

/** On white, where it is transparent. */
function scaledTo(source, side) {
  const { width, height } = fitWithin(source, side);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return canvas;
}

function pixelsOf(canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const pixels = new Uint8Array(3 * width * height);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    pixels[to] = data[from];
    pixels[to + 1] = data[from + 1];
    pixels[to + 2] = data[from + 2];
  }
  return { width, height, pixels };
}
