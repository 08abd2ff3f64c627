// Which controls a frame has room for. All others are only on the whole page, which "Open full"
// opens.

const ALWAYS = ["play", "step", "reset", "learning_rate", "activation"];
const PAINT = [...ALWAYS, "preset", "image"];
const SMALL = [...ALWAYS, "dataset"];

/** By lab and size: the names of links/hiding.js, in the order of the layout. */
const ROOM = {
  classify: {
    "640x400": SMALL,
    "960x700": [
      ...SMALL,
      "regularization",
      "depth",
      "width",
      "custom_feature",
      "view",
      "show_test",
      "boundary",
      "discretize",
      "log_loss",
      "smoothing",
      "runs",
    ],
  },
  paint: { "640x400": PAINT, "960x700": PAINT },
};

/** size: a key of SIZES in snippets.js; one that the page decides on may be large. */
export function controlsInFrame(lab, size) {
  return ROOM[lab][size] ?? ROOM[lab]["960x700"];
}
