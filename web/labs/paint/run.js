// What is particular about a run of the Paint lab: it is opened with an image, trained within a
// budget of time, and followed by its PSNR.

import { WHOLE } from "./frame.js";
import { emptyHistory, extendHistory } from "./history.js";
import { fetchTarget } from "./targets.js";

const fetched = new Map(); // name of an image of the gallery -> promise of its target

export const PAINT_RUN = {
  initialState: {
    history: emptyHistory(),
    frame: WHOLE,
  },

  opening: async (state) => ({ image: (await targetFor(state)).image }),

  begin: emptyHistory,
  extend: extendHistory,
};

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
