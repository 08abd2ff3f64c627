// The probe: a point of the plane, and what every neuron makes of it. One question is on its way
// at a time; while points come faster than answers, only the latest is asked for.

import { createChanges } from "../../views/changes.js";

/** ask({x1, x2}) resolves to the answer, or to undefined. */
export function createProbe(store, ask) {
  const isNew = createChanges();
  let isAsking = false;

  async function inquire(point) {
    isAsking = true;
    const answer = await ask(point);
    isAsking = false;
    if (answer) {
      // Answers come in the order of the questions, so this is the network that was asked.
      store.set({ reading: { ...answer, snapshot: store.get().snapshot } });
    }
  }

  return {
    current: () => store.get().probe,
    move: ({ x1, x2 }) => store.set({ probe: { x1, x2, isPinned: false } }),
    pin: ({ x1, x2 }) => store.set({ probe: { x1, x2, isPinned: true } }),

    /** Takes the probe away; true if there was one. */
    release() {
      const { probe } = store.get();
      if (probe) {
        store.set({ probe: undefined, reading: undefined });
      }
      return Boolean(probe);
    },

    draw({ probe, snapshot, status, editing }) {
      if (status !== "ready") {
        isAsking = false; // whoever was asked is gone
      } else if (probe && !editing && !isAsking && isNew(probe.x1, probe.x2, snapshot)) {
        inquire({ x1: probe.x1, x2: probe.x2 });
      }
    },
  };
}

/**
 * What the probe reads, as {x1, x2, values, snapshot}: one array of values per layer, the active
 * features first. Undefined while there is nothing to read.
 */
export function readingOf({ probe, reading, editing }) {
  const isWanted = probe && reading && !editing;
  return isWanted && fits(reading) ? reading : undefined;
}

/** The network may have changed its shape between an answer and the snapshot before it. */
function fits({ values, snapshot: { layers } }) {
  return values.length === layers.length && values.every((v, i) => v.length === layers[i]);
}
