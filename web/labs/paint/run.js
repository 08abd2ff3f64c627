// What is particular about a run of the Paint lab: it is opened with an image, trained within a
// budget of time, and followed by its PSNR.

import { WHOLE } from "./frame.js";
import { emptyHistory, extendHistory } from "./history.js";
import { DEFAULTS } from "./presets.js";
import { fetchTarget, FIRST } from "./targets.js";

export const firstTarget = fetchTarget(FIRST);
firstTarget.catch(() => {}); // whoever waits for it hears of it

export const PAINT_RUN = {
  initialState: {
    config: DEFAULTS,
    history: emptyHistory(),
    speed: "full",
    view: "painting",
    frame: WHOLE,
    morph: false,
  },

  /** The image that the reader has chosen by now, or else the first of the gallery. */
  opening: async ({ target }) => ({ image: (target ?? (await firstTarget)).image }),

  begin: emptyHistory,
  extend: extendHistory,
};
