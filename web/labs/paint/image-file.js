// From a file to a target, or to a sentence that says why not.

import { formatEpoch } from "../../scales.js";
import { readImageHeader } from "./image-header.js";
import { createTarget } from "./targets.js";

const MOST_MEGAPIXELS = 50;
const MEGA = 1e6;

/** Why a file cannot be painted, in words for the reader. */
export class ImageError extends Error {}

/** Resolves to {target, remark}; rejects with an ImageError. */
export async function readImageFile(file) {
  const name = file.name || "The image";
  const header = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  const problem = problemWith({ name, size: file.size, header });
  if (problem) {
    throw new ImageError(problem);
  }
  const bitmap = await decode(file, name, header);
  const { width, height } = bitmap;
  const target = createTarget(bitmap, name);
  bitmap.close();
  const isScaled = target.image.width < width;
  const origin = isScaled ? `of ${formatEpoch(width)} × ${formatEpoch(height)}` : undefined;
  const remark = header.isAnimated && {
    title: "An animated image",
    text: `Only the first frame of ${name} is painted.`,
  };
  return { target: { ...target, origin }, remark: remark || undefined };
}

/** A sentence, or undefined. */
export function problemWith({ name, size, header: { kind, width = 0, height = 0 } }) {
  const megapixels = Math.round((width * height) / MEGA);
  if (size === 0) {
    return `${name} is empty.`;
  }
  if (kind === "svg") {
    return `${name} is an SVG drawing, which has no pixels. Export it as PNG first.`;
  }
  if (megapixels > MOST_MEGAPIXELS) {
    return `${name} has ${megapixels} megapixels. Up to ${MOST_MEGAPIXELS} can be used.`;
  }
  return undefined;
}

async function decode(file, name, { kind }) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    throw new ImageError(kind ? `${name} is broken.` : `${name} is not an image.`);
  }
}
