// Saves the painting as PNG at a multiple of its size. The network is a function, so it is
// evaluated anew for every pixel, some rows at a time; training waits meanwhile.

import { WHOLE } from "./frame.js";
import { pictureOf } from "./pixels.js";
import { renderRows } from "./render.js";

/** player: asked for rows, and paused. onSaved(name). */
export function createDownload(root, { store, player, onSaved }) {
  const buttons = [...root.querySelectorAll("[data-times]")];
  const choices = root.querySelector(".sizes");
  const rendering = root.querySelector(".rendering");
  const bar = rendering.querySelector(".bar");
  const cancel = rendering.querySelector("button");
  let isCancelled = false;

  buttons.forEach((button) => {
    button.addEventListener("click", () => save(Number(button.dataset.times)));
  });
  cancel.addEventListener("click", () => {
    isCancelled = true;
  });

  async function save(times) {
    const { playing, target } = store.get();
    player.pause();
    isCancelled = false;
    show(true);
    const canvas = await render(sizeOf(target.image, times));
    show(false);
    if (playing) {
      player.play();
    }
    if (canvas) {
      const name = fileName(target.name, times);
      offer(await canvas.convertToBlob({ type: "image/png" }), name);
      onSaved(name);
    }
  }

  /** Resolves to a canvas, or to undefined when it was cancelled. */
  async function render({ width, height }) {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    const isDone = await renderRows(player, { width, height, frame: WHOLE }, {
      isCancelled: () => isCancelled,
      onRows({ first, last, picture }) {
        const bytes = new Uint8ClampedArray(pictureOf(picture).buffer);
        context.putImageData(new ImageData(bytes, width), 0, first);
        showProgress(last / height);
      },
    });
    return isDone ? canvas : undefined;
  }

  function show(isRendering) {
    const hadFocus = root.contains(document.activeElement);
    choices.hidden = isRendering;
    rendering.hidden = !isRendering;
    showProgress(0);
    if (hadFocus) {
      (isRendering ? cancel : buttons[0]).focus();
    }
  }

  function showProgress(share) {
    bar.ariaValueNow = String(Math.round(100 * share));
    bar.style.setProperty("--done", `${100 * share}%`);
  }

  return {
    draw({ target, status }) {
      buttons.forEach((button) => {
        button.disabled = status !== "ready" || !target;
        if (target) {
          const { width, height } = sizeOf(target.image, Number(button.dataset.times));
          button.querySelector("span").textContent = Math.max(width, height).toLocaleString("en-US");
        }
      });
    },
  };
}

function sizeOf({ width, height }, times) {
  return { width: width * times, height: height * times };
}

/** "My cat.jpg" -> "my-cat-8x.png" */
export function fileName(name, times) {
  const stem = name.replace(/\.\w+$/, "").toLowerCase();
  const plain = stem.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${plain || "painting"}-${times}x.png`;
}

function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000); // not before the browser has read it
}
