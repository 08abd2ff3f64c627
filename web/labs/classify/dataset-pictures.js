// The small pictures on the buttons that choose a data set.

import { createChanges } from "../../views/changes.js";
import { drawThumbnail } from "../../views/thumbnails.js";

export function createDatasetPictures(root, { palette }) {
  const buttons = [...root.querySelectorAll(".thumb:has(canvas)")];
  const changed = createChanges();

  return {
    draw({ thumbnails }) {
      if (changed(thumbnails, palette.version) && thumbnails) {
        buttons.forEach((button) => {
          const { value } = button.querySelector("input");
          drawThumbnail(button.querySelector("canvas"), thumbnails[value], palette);
        });
      }
    },
  };
}
