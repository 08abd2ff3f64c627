// The page: joins the state, the player of the training, and the views of the lab that is open.

import { gentlerRate, randomSeed } from "./config.js";
import { createHost } from "./embed/host.js";
import { createEmbedDialog } from "./embed/embed-dialog.js";
import { createEmbed } from "./embed/runtime.js";
import { readEmbedOptions } from "./embed-options.js";
import { isEmbedded } from "./files.js";
import { emptyHistory } from "./history.js";
import { listenToKeys } from "./keys.js";
import { createAddress } from "./links/address.js";
import { createHiding } from "./links/hiding.js";
import { labIn, linkTo, partsOf, readLink, stateOf } from "./links/link.js";
import { createOpenFull } from "./links/open-full.js";
import { ownImageRemark } from "./links/own-image.js";
import { isLikeNew, loadSettings } from "./links/settings.js";
import { createShareSheet } from "./links/share-sheet.js";
import { hasRoom, keepOffline, useUpdate } from "./offline.js";
import { createPalette } from "./palette.js";
import { createPlayer } from "./player.js";
import { loadPreview } from "./preview.js";
import { createRunLog } from "./run-log.js";
import { createStore } from "./store.js";
import { createTakeHome, listenToDroppedRuns } from "./take-home/take-home.js";
import { createTheme } from "./theme.js";
import { createStatus } from "./views/status.js";
import { createToast } from "./views/toast.js";
import { createViewSettings } from "./views/view-settings.js";

/**
 * The first opens by itself. page: makes the lab's views. link: what its links can say. run: what is
 * particular about its runs, known before Python is. preview: a saved run to show until then;
 * outline: makes what to show in its place where the settings are others.
 * network, output: what pictures are made of. stopAt(count, state): what of the state makes training
 * stop when the page's counter is there.
 */
const LABS = {
  classify: {
    page: async () => (await import("./labs/classify/classify.js")).createClassify,
    link: () => import("./labs/classify/link.js"),
    preview: "preview.json",
    outline: async () => (await import("./labs/classify/outline.js")).outlineOf,
    hasRunLog: true,
    network: "#net",
    output: ".plot",
    stopAt: (epoch, { config }) => ({ config: { ...config, stop_epoch: epoch } }),
  },
  paint: {
    page: async () => (await import("./labs/paint/paint.js")).createPaint,
    link: () => import("./labs/paint/link.js"),
    run: async () => (await import("./labs/paint/run.js")).PAINT_RUN,
    preview: "paint_preview.json",
    network: "#pnet",
    output: "#painting",
    stopAt: (step) => ({ stop_step: step }),
  },
};

const HERE = location.href.replace(/[?#].*$/s, "");
const USUAL_NORM = 1; // of gradients, where clipping begins
const TOAST_MS = 4000;

async function openPage(name) {
  const { page, run, preview, outline, hasRunLog, network, output, stopAt } = LABS[name];
  const { problems, ...options } = readEmbedOptions(location);
  const host = options.embed ? createHost(options) : undefined; // before it says anything
  installTemplate(name);
  const [terms, createLab, { initialState: initial, ...particulars } = {}] = await Promise.all([
    termsOf(name),
    page(),
    run?.(),
  ]);
  const given = await readLink(location, terms);
  const theme = createTheme({ given: options.theme, onChange: showTheme });
  let silence; // the timer that ends a toast
  const arrived = stateOf(given, terms);
  const isSaved = isLikeNew(arrived, terms) && !given.run;
  const store = createStore({
    ...initialState(theme.current()),
    ...initial,
    ...arrived,
    preview: isSaved || Boolean(outline),
    is_from_link: Boolean(host) || isTold(given),
    problems: [...problems, ...given.problems],
  });
  const hide = createHiding();
  hide(given.hidden);
  if (options.steps) {
    store.set(stopAt(options.steps, store.get()));
  }
  const palette = createPalette();
  const log = hasRunLog ? createRunLog(store) : undefined;
  const player = createPlayer({ store, lab: name, log, ...particulars });
  if (host) {
    createEmbed({ store, player, host, options, lab: name });
  }
  if (!host) {
    player.wake(); // a frame waits until the reader, its slide or its address wants it
  }

  const lab = createLab(document, {
    store,
    palette,
    player,
    log,
    configure: player.configure,
    ask: player.probe,
    say,
  });
  const views = [
    createStatus(document),
    createViewSettings(document, { onChange: store.set }),
    createToast(document.querySelector("#toast")),
    createShareSheet(document, { linkTo: fullLink, say }),
    lab,
  ];
  const pictures = { network, output };
  const takeHome = createTakeHome(document, { store, player, lab: name, ...pictures, ...particulars });
  const embedding = createEmbedDialog(document.querySelector("#embed"), {
    site: HERE,
    lab: name,
    getLink: () => linkTo(store.get(), terms),
    getRemark: () => ownImageRemark(store.get(), "frame"),
    say,
  });
  document.querySelectorAll("[data-action=embed]").forEach((button) => {
    button.hidden = isEmbedded; // one file has no address for a frame
  });
  const actions = createActions({ store, player, theme, lab, takeHome, embedding });
  listenToClicks(actions);
  listenToKeys(actions, lab.keys);
  listenToDroppedRuns(document, takeHome.openFile);
  document.dispatchEvent(new Event("listening")); // to early-input.js
  drawFrames({ store, player, views });
  keepForLater({ store, player });
  showPreview(store, preview, isSaved ? undefined : outline);
  const showFull = createOpenFull(document, { linkTo: fullLink });
  createAddress({ store, terms, onVisit, onLink: (link) => showFull(`${HERE}#${link}`) });

  /** The whole address of a page in this state. */
  async function fullLink({ with_data = true, with_weights }) {
    const state = store.get();
    const isReady = state.status === "ready";
    const run = with_weights && isReady ? (await player.save()).state : undefined;
    const isLeftOut = ({ name }) => !with_data && terms.isOwnData(name, state.config);
    return `${HERE}#${await linkTo(state, terms, { isLeftOut, run })}`;
  }

  function say(toast) {
    store.set({ toast });
    clearTimeout(silence);
    silence = setTimeout(() => store.set({ toast: "" }), TOAST_MS);
  }

  /** A link that is opened while the page is there. */
  async function onVisit(address) {
    const next = await readLink(address, terms);
    hide(next.hidden);
    store.set({ is_from_link: store.get().is_from_link || isTold(next) });
    await player.visit(stateOf(next, terms, store.get()));
  }

  function showTheme(current) {
    palette.refresh();
    store.set({ theme: current });
  }
}

/** Does a link say what the network is? */
function isTold({ config, run }) {
  return Boolean(run) || Object.keys(config).length > 0;
}

/** What a lab's links are made of. */
async function termsOf(name) {
  const [settings, particulars] = await Promise.all([loadSettings(name), LABS[name].link()]);
  return { name, labs: Object.keys(LABS), settings, ...particulars };
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
    is_away: false,
    problems: [],
    with_data: true,
    with_weights: false,
    history: emptyHistory(),
    runs: [],
    run_start: 0,
    playing: false,
    pinned: false,
    theme,
  };
}

/** What buttons (data-action) and keys can do. */
function createActions({ store, player, theme, lab, takeHome, embedding }) {
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

/** Acts once, as soon as the state is like that. */
function onceIn(store, isSo, act) {
  let isDone = false;

  function look(state) {
    if (!isDone && isSo(state)) {
      isDone = true;
      act();
    }
  }

  store.subscribe(look);
  look(store.get());
}

const isReady = ({ status }) => status === "ready";
const isAtRest = ({ playing, is_away }) => !playing || is_away;

/** Python comes first, then the training: nothing else is downloaded or started meanwhile. */
function keepForLater({ store, player }) {
  const onUpdate = () => store.set({ update: "ready" });
  const record = () => onceIn(store, isAtRest, player.record);
  const onKept = () => hasRoom(navigator) && record();
  onceIn(store, isReady, () => keepOffline({ onKept, onUpdate }));
}

/** Until Python is here: the saved run, or what outline makes of the settings. */
async function showPreview(store, file, outline) {
  const [saved, outlineOf] = await Promise.all([loadPreview(file), outline?.()]);
  const { preview, config } = store.get();
  store.set({ thumbnails: saved.thumbnails });
  if (preview) {
    store.set({ snapshot: outlineOf ? outlineOf(config, saved) : saved.snapshot });
  }
}

openPage(labIn(partsOf(location), Object.keys(LABS))).catch((error) => {
  document.documentElement.dataset.trouble = "incomplete";
  throw error;
});
