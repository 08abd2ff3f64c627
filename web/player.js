// Plays the training. The page pulls: it asks for a frame, the worker computes while the page
// draws the one before, and pausing is not asking.

import { createEngine } from "./engine.js";
import { emptyHistory, extendHistory } from "./history.js";
import { paceOf } from "./pace.js";
import { formatCount } from "./scales.js";

const SAVE_INTERVAL = 5_000; // ms
const MOST_WAITING = 2; // requests on their way: one being computed, one to follow
const NO_LOG = { noteFrame() {}, noteReply() {}, noteRewind() {}, noteEnd() {} };

/**
 * log: is told what happens to the run, see run-log.js. opening(state): what the lab is opened with
 * besides its config; extras of the same kind go with a change. begin() makes the curves of the
 * lab, extend(history, snapshot) draws them further.
 */
export function createPlayer({
  store,
  lab,
  log = NO_LOG,
  opening = () => ({}),
  begin = emptyHistory,
  extend = extendHistory,
}) {
  let engine;
  let booted; // settled when Python is there, or could not be started
  let run = 0; // a frame that was asked for before the last change is out of date
  let changes = {}; // what Python does not know yet of the page's config
  let extras = {};
  let configuring = false;
  const edits = new Map(); // what Python does not know yet of weights and biases, by their place
  let followed = 0; // how many edits were taken back or done again
  let isEditing = false;
  let lastFrame = 0; // when a frame was last asked for, in ms
  let saved; // the run some seconds ago, in case that Python has to be stopped
  let lastSave = -Infinity; // when that was asked for, in ms

  const isReady = () => store.get().status === "ready";
  const isAsleep = () => store.get().status === "asleep"; // Python waits for the first wish
  const isDiverged = () => Boolean(store.get().snapshot?.diverged);

  /** For whatever needs Python: it is started now, if it has been waiting for that. */
  async function wake() {
    await (isAsleep() ? boot() : booted);
  }

  /** Starts Python, or starts it again; the controls say what to open, if not a kept run. */
  function boot(kept) {
    booted = start(kept);
    return booted;
  }

  async function start(kept) {
    engine?.terminate();
    configuring = false;
    isEditing = false;
    edits.clear();
    store.set({ status: "loading", progress: undefined, failure: undefined, is_busy: false });
    try {
      engine = createEngine({
        onProgress: (progress) => store.set({ progress }),
        onBusy: (is_busy) => store.set({ is_busy }),
      });
      await engine.ready;
      await open(kept);
    } catch (error) {
      fail(error);
    }
  }

  async function open(kept) {
    const given = await opening(store.get());
    const { arriving } = store.get();
    const { config, state = arriving } = kept ?? store.get();
    changes = {};
    extras = {};
    const message = { type: "open", run, lab, config, salvage: true, ...given };
    const reply = await engine.request(state ? { ...message, state } : message);
    accept(reply, kept && { history: extend(kept.history, reply) });
    if (state) {
      log.noteRewind();
    }
    const problems = [...store.get().problems, ...reply.problems];
    store.set({ status: "ready", preview: false, problems, arriving: undefined });
    sendChanges();
  }

  /** The run as it is: what `load` takes, now or another day. */
  async function save() {
    await expectPython();
    const { config, state } = await engine.request({ type: "save", run });
    return { lab, config, state, history: store.get().history };
  }

  /**
   * Goes on with a saved run, its curves may be missing; scene: what else of the page's state comes
   * with it. Rejects with what is wrong with it; then all is as it was.
   */
  async function load({ config, state, history = begin(), scene = {} }) {
    await expectPython();
    pause();
    const given = await opening({ ...store.get(), ...scene });
    run += 1;
    const saved = { config, ...(state && { state }) };
    const reply = await engine.request({ type: "open", run, lab, ...saved, ...given });
    log.noteEnd();
    changes = {};
    extras = {};
    edits.clear();
    store.set(scene);
    accept(reply, { history: extend(history, reply) });
    log.noteRewind();
  }

  /** Ends what Python is doing, and goes on from the last state that the page has kept. */
  async function stop() {
    pause();
    await boot(saved);
  }

  /** Now and then, while it trains. */
  async function keepSaved() {
    const now = performance.now();
    if (now - lastSave > SAVE_INTERVAL) {
      lastSave = now;
      try {
        saved = await save();
      } catch (error) {
        fail(error);
      }
    }
  }

  async function expectPython() {
    await wake();
    if (!isReady()) {
      throw notRunning();
    }
  }

  /** Begins anew in another state, that of a link for instance. */
  async function visit(state) {
    store.set({ ...state, playing: false, rejection: undefined, remark: undefined });
    changes = {};
    edits.clear();
    if (!isReady()) {
      await wake();
      return;
    }
    run += 1;
    try {
      await open();
    } catch (error) {
      fail(error);
    }
  }

  function play() {
    if (store.get().status !== "failed" && !isDiverged()) {
      store.set({ playing: true });
      wake();
    }
  }

  function pause() {
    store.set({ playing: false });
  }

  /** Called once per displayed frame, so training stands still in a hidden tab. */
  function tick() {
    const { playing, is_away, speed } = store.get();
    if (!playing || is_away || !isReady()) {
      return;
    }
    keepSaved();
    const { frame, most, wait } = paceOf(speed);
    if (performance.now() - lastFrame < wait) {
      return;
    }
    const stepsLeft = stepsToStop(store.get());
    const mostWaiting = stepsLeft || hasStopRule(store.get().config) ? 1 : MOST_WAITING;
    for (let asked = 0; asked < most && engine.waiting() < mostWaiting; asked += 1) {
      lastFrame = performance.now();
      train(stepsLeft ? { ...frame, steps: Math.min(stepsLeft, frame.steps ?? Infinity) } : frame);
    }
  }

  async function step() {
    await wake();
    if (isReady() && !isDiverged()) {
      pause();
      train(paceOf(store.get().speed).step);
    }
  }

  async function train(amount) {
    const asked = performance.now();
    try {
      const frame = await engine.request({ type: "train", run, ...amount });
      if (frame.run === run) {
        const before = store.get().snapshot;
        accept(frame);
        log.noteFrame({ asked, before });
      }
    } catch (error) {
      fail(error);
    }
  }

  const reset = () => change({ type: "reset" });

  /** Back to the last state that was kept not after an epoch, or to the last one of all. */
  async function rewind(epoch) {
    pause();
    await change({ type: "rewind", ...(epoch !== undefined && { epoch }) });
    log.noteRewind();
  }

  /**
   * Asks for pictures of another size, {map_size} and perhaps {tile_size}; frames that are on their
   * way have the one before.
   */
  async function resize(sizes) {
    try {
      const reply = await engine.request({ type: "draw", run, ...sizes });
      if (reply.run === run) {
        accept(reply);
      }
    } catch (error) {
      fail(error);
    }
  }

  /** A question that changes nothing, as {type: "render", …}; undefined while Python cannot say. */
  async function ask(question) {
    if (!isReady()) {
      return undefined;
    }
    try {
      return await engine.request({ ...question, run });
    } catch (error) {
      fail(error);
      return undefined;
    }
  }

  /** A request after which the frames already on their way no longer count. */
  async function change(message) {
    await wake();
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

  /** Back to epoch 0, with other settings. */
  async function startOver(patch) {
    pause();
    configure(patch);
    await reset();
  }

  /** Trains anew with other settings, for instance after the training diverged. */
  async function restart(patch) {
    await startOver(patch);
    play();
  }

  /** From the last state that was kept, with other settings. */
  async function goOn(patch) {
    configure(patch);
    await rewind();
    play();
  }

  function configure(patch, more) {
    changes = { ...changes, ...patch };
    extras = { ...extras, ...more };
    store.set({ config: { ...store.get().config, ...patch }, rejection: undefined });
    wake();
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

  /** Settings that Python may well refuse, as they are being typed: resolves to why, if it does. */
  async function propose(patch) {
    await wake();
    if (!isReady()) {
      return notRunning();
    }
    run += 1;
    try {
      accept(await engine.request({ type: "configure", run, config: patch }));
      return undefined;
    } catch (error) {
      if (!error.is_rejection) {
        fail(error);
      }
      return error;
    }
  }

  /** What {text, columns, problem} holds. Rejects with what is wrong with it. */
  const readTable = (question) => consult({ type: "read_table", ...question });

  /** A question that may well be refused: rejects with what is wrong with it. */
  async function consult(question) {
    await expectPython();
    return engine.request({ ...question, run });
  }

  /** What every neuron makes of a point {x1, x2}. */
  const probe = (point) => ask({ type: "probe", ...point });

  /** Changes a bias, or with a source a weight: {layer, unit, source, value, frozen, stroke}. */
  function edit(parameter) {
    const place = [parameter.layer, parameter.unit, parameter.source].join();
    edits.set(place, { ...edits.get(place), type: "edit", ...parameter });
    sendEdits();
  }

  /** Takes the last edit back. */
  const undo = () => follow("undo");

  /** Does the edit again that was taken back last. */
  const redo = () => follow("redo");

  function follow(type) {
    if (!isReady()) {
      return;
    }
    followed += 1;
    edits.set(`${type} ${followed}`, { type });
    sendEdits();
  }

  /** One at a time; while a slider is dragged only its latest value goes out. */
  async function sendEdits() {
    if (isEditing || !isReady() || edits.size === 0) {
      return;
    }
    const [[place, message]] = edits;
    edits.delete(place);
    isEditing = true;
    run += 1;
    try {
      const reply = await engine.request({ ...message, run });
      accept(reply, { history: store.get().history }); // of the training, and this is none
    } catch (error) {
      refuse(error);
    }
    isEditing = false;
    sendEdits();
  }

  /** history: the curves, if they stay as they are. */
  function accept(reply, { history } = {}) {
    log.noteReply(reply);
    const { snapshot, config, playing } = store.get();
    if (hasArrived(store.get(), reply)) {
      reply.stopped = `step ${formatCount(reply.step)} reached`;
    }
    store.set({
      snapshot: { ...lasting(snapshot, reply), ...reply },
      config: reply.config ? { ...config, ...reply.config, ...changes } : config,
      history: history ?? extend(store.get().history, reply),
      playing: playing && !reply.diverged && !reply.stopped,
    });
  }

  function refuse(error) {
    const { snapshot } = store.get();
    if (error.is_rejection) {
      store.set({ config: { ...snapshot.config, ...changes }, rejection: error.message });
    } else {
      fail(error);
    }
  }

  function fail(error) {
    store.set({ status: "failed", playing: false, failure: error });
  }

  return {
    boot,
    wake,
    stop,
    save,
    load,
    visit,
    play,
    pause,
    tick,
    step,
    reset,
    rewind,
    startOver,
    restart,
    goOn,
    configure,
    edit,
    undo,
    redo,
    propose,
    readTable,
    probe,
    resize,
    ask,
    consult,
  };
}

function notRunning() {
  return new Error("Python is not running.");
}

/** A frame asked for in advance would train on beyond the point where a rule says stop. */
function hasStopRule({ stop_epoch, stop_loss, stop_plateau }) {
  return Boolean(stop_epoch || stop_loss || stop_plateau);
}

/** Updates until the page wants to rest; 0 if it does not, or if it is past that. */
function stepsToStop({ stop_step = 0, snapshot }) {
  return Math.max(0, stop_step - (snapshot?.step ?? 0));
}

function hasArrived(state, reply) {
  return stepsToStop(state) > 0 && stepsToStop({ ...state, snapshot: reply }) === 0;
}

/** What only some replies carry stays true until another carries it, or until training goes on. */
function lasting({ config, data, feature_maps, step, stopped } = {}, reply) {
  return { config, data, feature_maps, ...(step === reply.step && { stopped }) };
}
