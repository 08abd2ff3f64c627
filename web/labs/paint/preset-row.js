// Where the row of presets is longer than the screen is wide, the chosen one is scrolled into sight.

import { createChanges } from "../../views/changes.js";
import { presetOf } from "./presets.js";

/** To be drawn after the controls, which choose. */
export function createPresetRow(row) {
  const isNew = createChanges();

  return {
    draw({ config }) {
      if (isNew(presetOf(config))) {
        const chosen = row.querySelector("label:has(:checked)");
        row.scrollLeft += chosen ? distanceBetweenMiddles(row, chosen) : 0;
      }
    },
  };
}

function distanceBetweenMiddles(row, label) {
  const [outer, inner] = [row, label].map((each) => each.getBoundingClientRect());
  return inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}
