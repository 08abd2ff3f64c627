// What the page remembers of its runs: how each was set, how its losses went, where it ended and
// how long an epoch took. A run ends when it starts over, or when its network is rebuilt. What a
// slider passes through while it is dragged is no run to remember.

import { epochsOf } from "./history.js";
import { decimate } from "./views/decimate.js";

export const MOST_PINNED = 4;
const MOST_RUNS = 20;
const CURVE_POINTS = 250; // per curve: enough for a thin line
const MOST_TIMES = 1000;

const REBUILDING = ["features", "custom_feature", "feature_scaling", "hidden"];

const RESULTS = [
  "epoch",
  "parameters",
  "diverged",
  "train_loss",
  "test_loss",
  "train_accuracy",
  "test_accuracy",
  "train_r2",
  "test_r2",
];

/**
 * Keeps `runs`, latest first, and `run_start`, the epoch that the present run began at. presses: of
 * the reader, see presses.js.
 */
export function createRunLog(store, presses) {
  let number = 1 + Math.max(0, ...store.get().runs.map((run) => run.number));
  let begunBy; // the press that was held as the run began
  let trained; // the latest snapshot that training led to
  let times = []; // ms per epoch, one for each frame
  let lastArrival = 0;

  /** The run as it is now, or undefined before its first epoch. */
  function current() {
    const { history, run_start } = store.get();
    if (!trained || trained.epoch < run_start + 1) {
      return undefined;
    }
    return {
      number,
      label: `Run ${number}`,
      config: trained.config,
      ...pick(trained, RESULTS),
      ms_per_epoch: median(times),
      curves: curvesOf(history, epochsOf(trained)),
      is_pinned: false,
    };
  }

  function add(run) {
    number += 1;
    store.set({ runs: withoutOldest([run, ...store.get().runs]), run_start: run.epoch });
  }

  /** Forgets what the press that ends it has begun too. */
  function end() {
    const run = current();
    if (run && begunBy === presses.latest()) {
      store.set({ run_start: run.epoch });
    } else if (run) {
      add(run);
    }
    begunBy = presses.held();
  }

  function change(number, patch) {
    const changed = (run) => (run.number === number ? { ...run, ...patch } : run);
    store.set({ runs: store.get().runs.map(changed) });
  }

  return {
    current,

    /** A frame of training that was asked for at a time `asked` has arrived in the store. */
    noteFrame({ asked, before }) {
      trained = store.get().snapshot;
      const epochs = (trained.step - before.step) / trained.steps_per_epoch;
      const now = performance.now();
      if (epochs > 0) {
        times.push((now - Math.max(asked, lastArrival)) / epochs);
        times.splice(0, times.length - MOST_TIMES);
      }
      lastArrival = now;
    },

    /** Another run is about to take the place of this one. */
    noteEnd() {
      const run = current();
      if (run) {
        add(run);
      }
      trained = undefined;
      times = [];
      store.set({ run_start: 0 });
    },

    /** Training goes on from another epoch: from now on it is another run. */
    noteRewind() {
      const { snapshot, run_start } = store.get();
      trained = snapshot;
      store.set({ run_start: Math.min(run_start, snapshot.epoch) });
    },

    /** To be asked before a reply takes the place of the snapshot in the store. */
    noteReply(reply) {
      if (endsRun(store.get().snapshot, reply)) {
        end();
      }
      if (reply.config && reply.epoch === 0) {
        trained = undefined;
        times = [];
        store.set({ run_start: 0 });
      }
    },

    pin() {
      const run = current();
      if (run) {
        add({ ...run, is_pinned: true });
      }
    },

    setPinned: (number, is_pinned) => change(number, { is_pinned }),

    remove(number) {
      store.set({ runs: store.get().runs.filter((run) => run.number !== number) });
    },
  };
}

export function countPinned(runs) {
  return runs.filter(({ is_pinned }) => is_pinned).length;
}

/** Has the run come further than what is in the log already? */
export function isPinnable({ preview, snapshot, run_start, runs }) {
  return !preview && snapshot.epoch > run_start && countPinned(runs) < MOST_PINNED;
}

function endsRun(before, { config, epoch }) {
  if (!config || !before?.config) {
    return false;
  }
  const isChanged = (name) => String(config[name]) !== String(before.config[name]);
  return epoch < before.epoch || REBUILDING.some(isChanged);
}

/** Pinned runs stay. */
function withoutOldest(runs) {
  const oldest = runs.findLast(({ is_pinned }) => !is_pinned);
  return runs.length > MOST_RUNS ? runs.filter((run) => run !== oldest) : runs;
}

/** Up to this epoch; a loss that is not finite has no place on a chart. */
function curvesOf({ epoch, train_loss, test_loss }, last) {
  const isKept = (_, i) => epoch[i] <= last && Number.isFinite(train_loss[i]);
  const kept = [epoch, train_loss, test_loss].map((column) => column.filter(isKept));
  const { epochs, curves } = decimate(kept[0], kept.slice(1), CURVE_POINTS);
  return { epoch: epochs, train_loss: curves[0], test_loss: curves[1] };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function pick(source, names) {
  const known = names.filter((name) => name in source);
  return Object.fromEntries(known.map((name) => [name, source[name]]));
}
