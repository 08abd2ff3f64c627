// The target: the image as the reader sees it, its name and the size that is learned from.

import { createChanges } from "../../views/changes.js";

export function createTargetView(root) {
  const canvas = root.querySelector("#target");
  const note = root.querySelector("#target-note");
  const main = root.querySelector(".paint");
  const choices = [...root.querySelectorAll("[name=image]")];
  const changed = createChanges();

  return {
    draw({ target }) {
      if (!target || !changed(target)) {
        return;
      }
      const { name, image, key, origin } = target;
      const longer = Math.max(image.width, image.height);
      canvas.width = target.canvas.width;
      canvas.height = target.canvas.height;
      canvas.getContext("2d").drawImage(target.canvas, 0, 0);
      canvas.ariaLabel = `Target: ${name}`;
      note.textContent = [`${name}, ${image.width} × ${image.height}`, origin].join(" ").trim();
      main.style.setProperty("--across", image.width / longer);
      main.style.setProperty("--down", image.height / longer);
      choices.forEach((choice) => {
        choice.checked = choice.value === key;
      });
    },
  };
}
