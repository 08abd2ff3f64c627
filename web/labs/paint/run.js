// What is particular about a run of the Paint lab: it is opened with an image, trained within a
// budget of time, and followed by its PSNR.

import { base64Of, bytesOf } from "../../links/packing.js";
import { WHOLE } from "./frame.js";
import { emptyHistory, extendHistory } from "./history.js";
import { readImageFile } from "./image-file.js";
import { FIRST, fetchTarget, GALLERY, toPng } from "./targets.js";

const fetched = new Map(); // name of an image of the gallery -> promise of its target

export const PAINT_RUN = {
  initialState: {
    history: emptyHistory(),
    frame: WHOLE,
  },

  opening: async (state) => ({ image: (await targetFor(state)).image }),

  begin: emptyHistory,
  extend: extendHistory,

  packImage,
  unpackImage,
};

/** What a saved run says of its image: where it is in the gallery, or all of its pixels. */
async function packImage({ target, image = FIRST }) {
  if (!target || target.key) {
    return { key: image };
  }
  const png = await toPng(target.image);
  return { name: target.name, png: base64Of(png) };
}

/** The state of the page with that image. Rejects with what is wrong with it. */
async function unpackImage({ key, name, png }) {
  if (Object.hasOwn(GALLERY, key)) {
    return { image: key, target: await fetchTarget(key) };
  }
  if (typeof png !== "string") {
    throw new Error("Its image is missing.");
  }
  const { target } = await readImageFile(new File([decode(png)], String(name)));
  return { image: undefined, target };
}

function decode(base64) {
  try {
    return bytesOf(base64);
  } catch {
    throw new Error("Its image is damaged.");
  }
}

/** The reader's own image, or else the one of the gallery that the state names. */
export async function targetFor({ target, image }) {
  if (target && target.key === image) {
    return target;
  }
  if (!fetched.has(image)) {
    fetched.set(image, fetchTarget(image));
  }
  return fetched.get(image);
}
