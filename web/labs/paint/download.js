// Saves the painting as PNG at a multiple of its size. The network is a function, so it is
// evaluated anew for every pixel; training waits meanwhile.

import { offer } from "../../offer.js";
import { formatCount } from "../../scales.js";
import { WHOLE } from "./frame.js";
import { pictureOf } from "./pixels.js";
import { renderRows } from "./render.js";
import { createRendering, fileName } from "./rendering.js";

/** player: asked for rows, and paused. onSaved(name). */
export function createDownload(root, { store, player, onSaved }) {
  const buttons = [...root.querySelectorAll("[data-times]")];
  const rendering = createRendering(root);

  buttons.forEach((button) => {
    button.addEventListener("click", () => save(Number(button.dataset.times)));
  });

  async function save(times) {
    const { playing, target } = store.get();
    player.pause();
    const canvas = await rendering.run((control) => render(sizeOf(target.image, times), control));
    if (playing) {
      player.play();
    }
    if (canvas) {
      const name = fileName(target.name, `${times}x.png`);
      offer(await canvas.convertToBlob({ type: "image/png" }), name);
      onSaved(name);
    }
  }

  /** Resolves to a canvas, or to undefined when it was cancelled. */
  async function render({ width, height }, { isCancelled, onProgress }) {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    const isDone = await renderRows(player, { width, height, frame: WHOLE }, {
      isCancelled,
      onRows({ first, last, picture }) {
        const bytes = new Uint8ClampedArray(pictureOf(picture).buffer);
        context.putImageData(new ImageData(bytes, width), 0, first);
        onProgress(last / height);
      },
    });
    return isDone ? canvas : undefined;
  }

  return {
    draw({ target, status }) {
      buttons.forEach((button) => {
        button.disabled = status !== "ready" || !target;
        if (target) {
          const { width, height } = sizeOf(target.image, Number(button.dataset.times));
          button.querySelector("span").textContent = formatCount(Math.max(width, height));
        }
      });
    },
  };
}

function sizeOf({ width, height }, times) {
  return { width: width * times, height: height * times };
}
