// The time-lapse: looks back at what the network painted before, plays it, and saves it as a film.

import { showIcon } from "../../icons.js";
import { offer } from "../../offer.js";
import { formatCount } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { EMPTY_FILM, extendFilm, frameOf } from "./film.js";
import { canRecord, encodeGif, recordWebm } from "./film-export.js";
import { WHOLE } from "./frame.js";
import { createRendering, fileName } from "./rendering.js";

const FRAME_TIME = 50; // ms
const ENCODERS = { gif: encodeGif, webm: recordWebm };

/** Sets `past`, the frame to show in place of the present painting. onSaved(name). */
export function createTimelapse(root, { store, player, onSaved }) {
  const slider = root.querySelector("[type=range]");
  const button = root.querySelector("#play-film");
  const saves = [...root.querySelectorAll("[data-film]")];
  const rendering = createRendering(root);
  const isNew = { snapshot: createChanges(), step: createChanges(), look: createChanges() };
  let film = EMPTY_FILM;
  let painted; // the target that it is about
  let showing; // the timer of a film that plays

  slider.addEventListener("input", () => {
    stop();
    look(Number(slider.value));
  });
  button.addEventListener("click", () => (showing ? stop() : play()));
  saves.forEach((save) => {
    save.hidden = save.dataset.film === "webm" && !canRecord();
    save.addEventListener("click", () => saveAs(save.dataset.film));
  });

  /** The last frame is the present. */
  function look(index) {
    player.pause();
    const isPresent = index >= film.frames.length - 1;
    store.set({ past: isPresent ? undefined : film.frames[index], frame: WHOLE });
  }

  function play() {
    let index = 0;
    showing = setInterval(() => {
      look(index);
      index += 1;
      if (index >= film.frames.length) {
        stop();
      }
    }, FRAME_TIME);
    look(index);
  }

  function stop() {
    clearInterval(showing);
    showing = undefined;
    store.set({}); // so that the button says so
  }

  async function saveAs(kind) {
    stop();
    player.pause();
    const blob = await rendering.run((control) => ENCODERS[kind](film.frames, control));
    if (blob) {
      const name = fileName(store.get().target.name, `time-lapse.${kind}`);
      offer(blob, name);
      onSaved(name);
    }
  }

  function follow({ snapshot, past, target, morph }) {
    const isOther = Boolean(painted && painted !== target && !morph);
    painted = target;
    if (isOther) {
      film = EMPTY_FILM; // what comes is of another run, at whatever step
    }
    if (isNew.snapshot(snapshot)) {
      film = extendFilm(film, frameOf(snapshot));
    }
    if ((isNew.step(snapshot.step) || isOther) && past) {
      stop();
      store.set({ past: undefined });
    }
  }

  function show({ past, playing }) {
    const { frames } = film;
    const isEmpty = frames.length < 2;
    [slider, button, ...saves].forEach((control) => {
      control.disabled = isEmpty;
    });
    const shown = past ?? frames.at(-1);
    const last = Math.max(1, frames.length - 1);
    slider.max = last;
    slider.value = past ? frames.indexOf(past) : last;
    slider.style.setProperty("--share", slider.value / last);
    if (shown && !playing) {
      slider.ariaValueText = `Step ${formatCount(shown.step)}, ${shown.psnr.toFixed(1)} dB`;
    }
    if (isNew.look(Boolean(showing))) {
      button.ariaLabel = showing ? "Stop the time-lapse" : "Play the time-lapse";
      showIcon(button.querySelector(".i"), showing ? "pause" : "play");
    }
  }

  return {
    draw(state) {
      if (state.snapshot && !state.preview) {
        follow(state);
      }
      show(state);
    },
  };
}
