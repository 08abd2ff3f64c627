// Plays the training. The page pulls: it asks for a frame, the worker computes while the page
// draws the one before, and pausing is not asking.

import { createEngine } from "./engine.js";
import { extendHistory } from "./history.js";
import { paceOf } from "./pace.js";

const MOST_WAITING = 2; // requests on their way: one being computed, one to follow
const REJECTIONS = ["ValueError", "TypeError"]; // Python's words for a setting it cannot take

/**
 * opening(state): what the lab is opened with besides its config; extras of the same kind go with
 * a change. extend(history, snapshot): the curves of the lab.
 */
export function createPlayer({ store, lab, opening = () => ({}), extend = extendHistory }) {
  let engine;
  let run = 0; // a frame that was asked for before the last change is out of date
  let changes = {}; // what Python does not know yet of the page's config
  let extras = {};
  let configuring = false;

  const isReady = () => store.get().status === "ready";
  const isDiverged = () => Boolean(store.get().snapshot?.diverged);

  /** Starts Python, or starts it again; the controls already say what to open. */
  async function boot() {
    engine?.terminate();
    configuring = false;
    store.set({ status: "loading", progress: undefined, failure: undefined });
    try {
      engine = createEngine({ onProgress: (progress) => store.set({ progress }) });
      await engine.ready;
      await open();
    } catch (error) {
      fail(error);
    }
  }

  async function open() {
    const given = await opening(store.get());
    const { config } = store.get();
    changes = {};
    extras = {};
    accept(await engine.request({ type: "open", run, lab, config, ...given }));
    store.set({ status: "ready", preview: false });
    sendChanges();
  }

  function play() {
    if (store.get().status !== "failed" && !isDiverged()) {
      store.set({ playing: true });
    }
  }

  function pause() {
    store.set({ playing: false });
  }

  /** Called once per displayed frame, so training stands still in a hidden tab. */
  function tick() {
    const { playing, speed } = store.get();
    if (!playing || !isReady()) {
      return;
    }
    const { frame, most } = paceOf(speed);
    for (let asked = 0; asked < most && engine.waiting() < MOST_WAITING; asked += 1) {
      train(frame);
    }
  }

  function step() {
    if (isReady() && !isDiverged()) {
      pause();
      train(paceOf(store.get().speed).step);
    }
  }

  async function train(amount) {
    try {
      const frame = await engine.request({ type: "train", run, ...amount });
      if (frame.run === run) {
        accept(frame);
      }
    } catch (error) {
      fail(error);
    }
  }

  const reset = () => change({ type: "reset" });
  const rewind = () => change({ type: "rewind" });
  const resize = (map_size) => change({ type: "draw", map_size });

  /** A question that changes nothing, for instance {type: "render", …}. */
  const ask = (question) => engine.request({ ...question, run });

  /** A request after which the frames already on their way no longer count. */
  async function change(message) {
    if (!isReady()) {
      return;
    }
    run += 1;
    try {
      accept(await engine.request({ ...message, run }));
    } catch (error) {
      fail(error);
    }
  }

  /** Starts over with other settings, for instance after the training diverged. */
  async function restart(patch) {
    configure(patch);
    await reset();
    play();
  }

  function configure(patch, more) {
    changes = { ...changes, ...patch };
    extras = { ...extras, ...more };
    store.set({ config: { ...store.get().config, ...patch }, rejection: undefined });
    sendChanges();
  }

  /** One at a time; what changes meanwhile goes out together with the next. */
  async function sendChanges() {
    const isNothing = Object.keys(changes).length + Object.keys(extras).length === 0;
    if (configuring || !isReady() || isNothing) {
      return;
    }
    const config = changes;
    const given = extras;
    changes = {};
    extras = {};
    configuring = true;
    run += 1;
    try {
      accept(await engine.request({ type: "configure", run, config, ...given }));
    } catch (error) {
      refuse(error);
    }
    configuring = false;
    sendChanges();
  }

  function accept(reply) {
    const { snapshot, config, history, playing } = store.get();
    store.set({
      snapshot: { ...lasting(snapshot), ...reply },
      config: { ...config, ...reply.config, ...changes },
      history: extend(history, reply),
      playing: playing && !reply.diverged,
    });
  }

  function refuse(error) {
    const { snapshot } = store.get();
    if (REJECTIONS.includes(error.name)) {
      store.set({ config: { ...snapshot.config, ...changes }, rejection: error.message });
    } else {
      fail(error);
    }
  }

  function fail(error) {
    store.set({ status: "failed", playing: false, failure: error });
  }

  return { boot, play, pause, tick, step, reset, rewind, restart, configure, resize, ask };
}

/** What only some replies carry stays true until another reply carries it. */
function lasting({ config, data, feature_maps } = {}) {
  return { config, data, feature_maps };
}
