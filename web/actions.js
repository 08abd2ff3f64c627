// What buttons (data-action) and keys can do.

import { gentlerRate, randomSeed } from "./config.js";
import { useUpdate } from "./offline.js";

const USUAL_NORM = 1; // of gradients, where clipping begins

export function createActions({ store, player, theme, lab, takeHome, embedding }) {
  return {
    toggle: () => (store.get().playing ? player.pause() : player.play()),
    step: player.step,
    reset: player.reset,
    rewind: () => player.rewind(),
    boot: player.boot,
    stop: player.stop,
    clip: () => player.goOn({ clip_norm: USUAL_NORM }),
    restart: () => player.restart({ learning_rate: gentlerRate(store.get().config.learning_rate) }),
    regenerate: () => player.configure({ data_seed: randomSeed() }),
    reroll: () => player.configure({ seed: randomSeed(), data_seed: randomSeed() }),
    theme: theme.toggle,
    embed: embedding.open,
    dismiss() {
      const { snapshot } = store.get();
      store.set({
        problems: [],
        rejection: undefined,
        remark: undefined,
        update: undefined,
        snapshot: snapshot && { ...snapshot, stopped: undefined },
      });
    },
    update: async () => {
      if (!(await useUpdate())) {
        store.set({ update: "hindered" });
      }
    },
    unpin: lab.unpin,
    code: takeHome.open,
    help: () => document.querySelector("#help").showModal(),
    details: () => showDetails(store.get().failure),
    ...lab.actions,
  };
}

function showDetails({ name, message, traceback }) {
  document.querySelector("#details-text").textContent = traceback || `${name}: ${message}`;
  document.querySelector("#details").showModal();
}

export function listenToClicks(actions) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-action]");
    if (button) {
      actions[button.dataset.action]();
    }
  });
}
