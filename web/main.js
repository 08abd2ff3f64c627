// The page: joins the state, the player of the training, and the views of the lab that is open.

import { gentlerRate, randomSeed } from "./config.js";
import { createHost } from "./embed/host.js";
import { createEmbed } from "./embed/runtime.js";
import { readEmbedOptions } from "./embed-options.js";
import { emptyHistory } from "./history.js";
import { listenToKeys } from "./keys.js";
import { createPalette } from "./palette.js";
import { createPlayer } from "./player.js";
import { loadPreview } from "./preview.js";
import { createRunLog } from "./run-log.js";
import { createStore } from "./store.js";
import { createTheme } from "./theme.js";
import { createStatus } from "./views/status.js";
import { createViewSettings } from "./views/view-settings.js";

/**
 * page: makes the lab's views. run: what is particular about its runs, known before Python is.
 * preview: a saved run to show until then.
 */
const LABS = {
  classify: {
    page: async () => (await import("./labs/classify/classify.js")).createClassify,
    preview: "preview.json",
    hasRunLog: true,
  },
  paint: {
    page: async () => (await import("./labs/paint/paint.js")).createPaint,
    run: async () => (await import("./labs/paint/run.js")).PAINT_RUN,
    preview: "paint_preview.json",
  },
};

async function openPage(name) {
  const { page, run, preview, hasRunLog } = LABS[name];
  const { problems, ...options } = readEmbedOptions(location);
  const host = options.embed ? createHost(options) : undefined; // before it says anything
  installTemplate(name);
  const { initialState: initial, ...particulars } = run ? await run() : {};
  const theme = createTheme({ given: options.theme, onChange: showTheme });
  const store = createStore({ ...initialState(theme.current()), ...initial });
  const palette = createPalette();
  const log = hasRunLog ? createRunLog(store) : undefined;
  const player = createPlayer({ store, lab: name, log, ...particulars });
  if (host) {
    createEmbed({ store, player, host, options, lab: name });
  } else {
    player.boot();
  }
  if (problems.length > 0) {
    store.set({ remark: notUnderstood(problems) });
  }

  const createLab = await page();
  const lab = createLab(document, {
    store,
    palette,
    player,
    log,
    configure: player.configure,
    ask: player.probe,
  });
  const views = [
    createStatus(document),
    createViewSettings(document, { onChange: store.set }),
    lab,
  ];
  const actions = createActions({ store, player, theme, lab });
  listenToClicks(actions);
  listenToKeys(actions);
  document.dispatchEvent(new Event("listening")); // to early-input.js
  drawFrames({ store, player, views });
  showPreview(store, preview);

  function showTheme(current) {
    palette.refresh();
    store.set({ theme: current });
  }
}

/** The lab that the address names; Classify, if it names none. */
function labAskedFor() {
  const name = new URLSearchParams(location.search).get("lab");
  return Object.hasOwn(LABS, name) ? name : "classify";
}

function notUnderstood(problems) {
  return {
    title: "Part of the address was not understood",
    text: `${problems.join("; ")}.`,
    isProblem: true,
  };
}

/** The page begins as Classify's; a template holds what another lab puts in place of its parts. */
function installTemplate(name) {
  document.querySelectorAll(".tabs a").forEach((tab) => {
    tab.ariaCurrent = tab.dataset.lab === name ? "page" : null;
  });
  const template = document.querySelector(`template#${name}`);
  if (!template) {
    return;
  }
  document.querySelectorAll(template.dataset.removes).forEach((part) => part.remove());
  [...template.content.cloneNode(true).children].forEach((part) => {
    const { replaces } = part.dataset;
    if (replaces) {
      document.querySelector(replaces).replaceWith(part);
    } else {
      document.body.append(part);
    }
  });
}

function initialState(theme) {
  return {
    status: "asleep",
    preview: true,
    is_away: false,
    config: {},
    history: emptyHistory(),
    log_loss: true,
    runs: [],
    run_start: 0,
    playing: false,
    speed: "1",
    pinned: false,
    show_test: false,
    discretize: false,
    scale_tiles: false,
    mark_sign: false,
    boundary: true,
    view: "output",
    theme,
  };
}

/** What buttons (data-action) and keys can do. */
function createActions({ store, player, theme, lab }) {
  const flip = (key) => () => store.set({ [key]: !store.get()[key] });
  return {
    toggle: () => (store.get().playing ? player.pause() : player.play()),
    step: player.step,
    reset: player.reset,
    rewind: () => player.rewind(),
    boot: player.boot,
    restart: () => player.restart({ learning_rate: gentlerRate(store.get().config.learning_rate) }),
    regenerate: () => player.configure({ data_seed: randomSeed() }),
    reroll: () => player.configure({ seed: randomSeed(), data_seed: randomSeed() }),
    discretize: flip("discretize"),
    show_test: flip("show_test"),
    theme: theme.toggle,
    dismiss: () =>
      store.set({ rejection: undefined, remark: undefined, dismissed: store.get().snapshot }),
    unpin: lab.unpin,
    help: () => document.querySelector("#help").showModal(),
    details: () => showDetails(store.get().failure),
    ...lab.actions,
  };
}

function showDetails({ name, message, traceback }) {
  document.querySelector("#details-text").textContent = traceback || `${name}: ${message}`;
  document.querySelector("#details").showModal();
}

function listenToClicks(actions) {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-action]");
    if (button) {
      actions[button.dataset.action]();
    }
  });
}

/** Draws once per frame when something changed, and asks for the next frame of a training. */
function drawFrames({ store, player, views }) {
  let scheduled = false;

  function schedule() {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(draw);
    }
  }

  function draw() {
    scheduled = false;
    player.tick();
    const state = store.get();
    views.forEach((view) => view.draw(state));
    if (state.playing && !state.is_away) {
      schedule();
    }
  }

  store.subscribe(schedule);
  schedule();
}

/** Until Python is here. */
async function showPreview(store, file) {
  const { snapshot, thumbnails } = await loadPreview(file);
  store.set({ thumbnails });
  if (store.get().preview) {
    store.set({ snapshot, config: { ...snapshot.config, ...store.get().config } });
  }
}

openPage(labAskedFor()).catch((error) => {
  document.documentElement.dataset.trouble = "incomplete";
  throw error;
});
