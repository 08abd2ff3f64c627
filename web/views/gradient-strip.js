// The length of a layer's gradient as a short bar on a log scale. Where the bars shrink from layer
// to layer, towards the features, the gradient vanishes.

import { clamp, formatLoss, logScale } from "../scales.js";
import { element } from "./element.js";

const shareOf = logScale([1e-6, 10], [0, 1]);

export function createGradientStrip() {
  const bar = element("i");
  const root = element("div", { class: "gradient", role: "img", hidden: "" }, bar);
  let shown;

  return {
    element: root,

    /** norm: undefined before there is any. */
    show(norm) {
      if (norm === shown) {
        return;
      }
      shown = norm;
      root.hidden = norm === undefined;
      if (norm !== undefined) {
        describe(norm);
      }
    },
  };

  function describe(norm) {
    const words = `Gradient ${formatLoss(norm)}`;
    root.setAttribute("aria-label", words);
    root.title = words;
    bar.style.width = `${100 * (norm > 0 ? clamp(shareOf(norm), 0, 1) : 0)}%`;
  }
}
