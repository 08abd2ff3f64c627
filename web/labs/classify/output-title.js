// The heading of the output: which neuron is on display, and whether the picture is live.

import { formatNumber } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { hasUnit, unitTitle } from "../../views/units.js";

const TITLES = { output: "Output", space: "Space" };

export function createOutputTitle(root) {
  const title = root.querySelector("#output-title");
  const note = root.querySelector("#output-note");
  const changed = createChanges();

  return {
    draw({ focus, snapshot, preview, status, view }) {
      const unit = focus && hasUnit(snapshot, focus) ? focus : undefined;
      const name = shownName({ focus, snapshot, view }) || TITLES[view];
      const words = preview ? liveness(snapshot, status) : biasOf(snapshot, unit);
      if (changed(name, words)) {
        title.textContent = name;
        note.textContent = words;
        note.classList.toggle("tag", preview);
      }
    },
  };
}

/** Of the neuron that the plot shows, "" if it shows none. */
export function shownName({ focus, snapshot, view }) {
  const isShown = view !== "space" && focus && hasUnit(snapshot, focus);
  return isShown ? unitTitle(snapshot, focus) : "";
}

function liveness({ is_outline }, status) {
  if (is_outline) {
    return "Outline";
  }
  return status === "failed" ? "Saved run" : "Preview";
}

/** Features have no bias. */
function biasOf({ biases }, unit) {
  const bias = unit && biases[unit.layer - 1]?.[unit.unit];
  return bias === undefined ? "" : `bias ${formatNumber(bias, 2)}`;
}
