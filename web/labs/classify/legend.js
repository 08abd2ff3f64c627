// The legend under the output plot: a scale from -1 to +1, or the marks of the classes.

import { createChanges } from "../../views/changes.js";

export function createLegend(root) {
  const scale = root.querySelector("#scale-legend");
  const marks = root.querySelector("#class-legend");
  const changed = createChanges();

  return {
    draw({ snapshot: { classes } }) {
      if (!changed(classes)) {
        return;
      }
      scale.hidden = classes > 2;
      marks.hidden = classes <= 2;
      scale.querySelectorAll(".mark").forEach((mark) => {
        mark.hidden = classes !== 2;
      });
      [...marks.children].forEach((mark, index) => {
        mark.hidden = index >= classes;
      });
    },
  };
}
