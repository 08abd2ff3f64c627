// From a file to a target, or to a sentence that says why not.

import { formatCount } from "../../scales.js";
import { readImageHeader } from "./image-header.js";
import { createTarget, SHOWN_SIDE } from "./targets.js";

const SVG = "data:image/svg+xml";
const MOST_MEGAPIXELS = 50;
const MEGA = 1e6;

/** Why a file cannot be painted, in words for the reader. */
export class ImageError extends Error {
  constructor(message, title = "This image cannot be used") {
    super(message);
    this.title = title;
  }
}

/** Resolves to {target, remark}; rejects with an ImageError. */
export async function readImageFile(file) {
  const name = file.name || "The image";
  const header = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  const problem = problemWith({ name, size: file.size, header });
  if (problem) {
    throw new ImageError(problem);
  }
  const picture = await decode(file, name, header);
  const { width, height } = picture;
  const target = createTarget(picture, name);
  const isScaled = target.image.width < width && header.kind !== "svg";
  const origin = isScaled ? `of ${formatCount(width)} × ${formatCount(height)}` : undefined;
  picture.close?.();
  const remark = header.isAnimated && {
    title: "An animated image",
    text: `Only the first frame of ${name} is painted.`,
  };
  return { target: { ...target, origin }, remark: remark || undefined };
}

/** A sentence, or undefined. */
export function problemWith({ name, size, header: { width = 0, height = 0 } }) {
  const megapixels = Math.round((width * height) / MEGA);
  if (size === 0) {
    return `${name} is empty.`;
  }
  if (megapixels > MOST_MEGAPIXELS) {
    return `${name} has ${megapixels} megapixels. Up to ${MOST_MEGAPIXELS} can be used.`;
  }
  return undefined;
}

/** What a canvas can draw, of a size. */
async function decode(file, name, { kind }) {
  try {
    return kind === "svg"
      ? await decodeDrawing(await file.text())
      : await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new ImageError(kind ? `${name} is broken.` : `${name} is not an image.`);
  }
}

/** An SVG has no pixels: as many as are shown. In an image its scripts and links are dead. */
async function decodeDrawing(svg) {
  const image = new Image();
  image.src = `${SVG},${encodeURIComponent(svg)}`;
  await image.decode();
  return Object.assign(image, drawnSize(image));
}

/** Its proportions, as large as images are shown; a square where a browser finds none. */
export function drawnSize({ naturalWidth: width, naturalHeight: height }) {
  if (!width || !height) {
    return { width: SHOWN_SIDE, height: SHOWN_SIDE };
  }
  const scale = SHOWN_SIDE / Math.max(width, height);
  const [drawnWidth, drawnHeight] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  return { width: drawnWidth, height: drawnHeight };
}
