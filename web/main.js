// The page: joins the state, the player of the training, and the views of the lab that is open.

import { createActions, listenToClicks } from "./actions.js";
import { closeFromOutside } from "./dialogs.js";
import { createEmbedDialog } from "./embed/embed-dialog.js";
import { createHost } from "./embed/host.js";
import { createEmbed } from "./embed/runtime.js";
import { readEmbedOptions } from "./embed-options.js";
import { isEmbedded } from "./files.js";
import { drawFrames } from "./frames.js";
import { emptyHistory } from "./history.js";
import { tellIncomplete } from "./incomplete.js";
import { listenToKeys } from "./keys.js";
import { createHiding } from "./links/hiding.js";
import { readLink, stateOf } from "./links/link.js";
import { ownImageRemark } from "./links/own-image.js";
import { createPageLinks, HERE, isTold } from "./links/page-links.js";
import { isLikeNew, loadSettings } from "./links/settings.js";
import { createShareSheet } from "./links/share-sheet.js";
import { keepOffline } from "./offline.js";
import { createPalette } from "./palette.js";
import { createPlayer } from "./player.js";
import { createPresses } from "./presses.js";
import { loadPreview } from "./preview.js";
import { createRunLog } from "./run-log.js";
import { createStore } from "./store.js";
import { createTakeHome, listenToDroppedRuns } from "./take-home/take-home.js";
import { findLeft, listenToTabs, stateLeft } from "./tabs.js";
import { createTheme } from "./theme.js";
import { createStatus, createTransport } from "./views/status.js";
import { createSay, createToast } from "./views/toast.js";
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

async function openPage(name) {
  const { preview, outline, hasRunLog, stopAt } = LABS[name];
  const left = findLeft(name); // the address is as it was then
  const { problems, ...options } = readEmbedOptions(location);
  const host = options.embed ? createHost(options) : undefined; // before it says anything
  const { terms, createLab, initial, particulars } = await loadLab(name);
  const given = await readLink(location, terms);
  const palette = createPalette();
  const theme = createTheme({ given: options.theme, onChange: showTheme });
  const told = stateOf(given, terms);
  const arrived = left ? { ...told, ...(await stateLeft(left, told, particulars.unpackImage)) } : told;
  const store = createStore({
    ...initialState(theme.current()),
    ...initial,
    is_from_link: Boolean(host) || isTold(given),
    ...arrived,
    preview: isAsSaved(arrived, terms) || Boolean(outline),
    problems: [...problems, ...given.problems],
  });
  const hide = createHiding();
  hide(given.hidden);
  if (options.steps) {
    store.set(stopAt(options.steps, store.get()));
  }
  const log = hasRunLog ? createRunLog(store, createPresses(document)) : undefined;
  const player = createPlayer({ store, lab: name, log, ...particulars });
  if (host) {
    createEmbed({ store, player, host, options, lab: name });
  } else {
    player.wake(); // a frame waits until the reader, its slide or its address wants it
  }

  const say = createSay(store);
  const links = createPageLinks({ store, player, terms, hide });
  const { configure, probe: ask } = player;
  const lab = createLab(document, { store, palette, player, log, configure, ask, say });
  listenToTabs(document.querySelector(".tabs"), {
    store,
    player,
    lab: name,
    getAddress: links.address,
    packImage: particulars.packImage,
  });
  const dialogs = createDialogs({ store, player, name, particulars, links, say });
  const actions = createActions({ store, player, theme, lab, ...dialogs });
  listenToClicks(actions);
  listenToKeys(actions, lab.keys);
  closeFromOutside(document.querySelectorAll("dialog[closedby=any]"));
  listenToDroppedRuns(document, dialogs.takeHome.openFile);
  document.dispatchEvent(new Event("listening")); // to early-input.js
  const views = [
    createStatus(document),
    createViewSettings(document, { onChange: store.set }),
    createToast(document.querySelector("#toast")),
    dialogs.shareSheet,
    ...lab.views,
    createTransport(document),
  ];
  drawFrames({ store, player, views });
  keepForLater(store);
  showPreview(store, terms, { file: preview, outline });
  links.follow();

  function showTheme(current) {
    palette.refresh();
    store.set({ theme: current });
  }
}

/** What the page needs of a lab before it can begin; its views come with it. */
async function loadLab(name) {
  const { page, run } = LABS[name];
  const [terms, createLab, { initialState: initial, ...particulars } = {}] = await Promise.all([
    termsOf(name),
    page(),
    run?.(),
  ]);
  return { terms, createLab, initial, particulars };
}

/** What leaves the page: links, code and files, frames. */
function createDialogs({ store, player, name, particulars, links, say }) {
  const { network, output } = LABS[name];
  document.querySelectorAll("[data-action=embed]").forEach((button) => {
    button.hidden = isEmbedded; // one file has no address for a frame
  });
  return {
    shareSheet: createShareSheet(document, { linkTo: links.fullLink, say }),
    takeHome: createTakeHome(document, { store, player, lab: name, network, output, ...particulars }),
    embedding: createEmbedDialog(document.querySelector("#embed"), {
      site: HERE,
      lab: name,
      getLink: links.link,
      getRemark: () => ownImageRemark(store.get(), "frame"),
      say,
    }),
  };
}

/** What a lab's links are made of. */
async function termsOf(name) {
  const [settings, particulars] = await Promise.all([loadSettings(name), LABS[name].link()]);
  return { name, labs: Object.keys(LABS), settings, ...particulars };
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

/** Python comes first, then the training: nothing else is downloaded or started meanwhile. */
function keepForLater(store) {
  onceIn(store, isReady, () => keepOffline(() => store.set({ update: "ready" })));
}

/** Until Python is here: the saved run, or what outline makes of other settings. */
async function showPreview(store, terms, { file, outline }) {
  const saved = await loadPreview(file);
  let shown = {}; // config, and the snapshot made for it

  async function show(state) {
    const { preview, snapshot, config } = state;
    if (preview && snapshot === shown.snapshot && config !== shown.config) {
      shown = { ...shown, config };
      const isSaved = !outline || isAsSaved(state, terms);
      const next = isSaved ? saved.snapshot : (await outline())(config, saved);
      if (config === shown.config && snapshot === store.get().snapshot) {
        shown.snapshot = next;
        store.set({ snapshot: next });
      }
    }
  }

  store.set({ thumbnails: saved.thumbnails });
  store.subscribe(show);
  show(store.get());
}

/** Does the saved run show the state that the page begins with? */
function isAsSaved(state, terms) {
  return isLikeNew(state, terms) && !state.arriving;
}

openPage(document.documentElement.dataset.lab).catch(tellIncomplete);
