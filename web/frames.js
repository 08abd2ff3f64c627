// The rhythm of the page: a frame draws all views from the state as it is by then. Until the first
// state of Python is on screen, views are drawn for the first time, which is dear: they take turns.

import { inNextFrame } from "./views/next-frame.js";

const BUDGET = 8; // ms of a frame at the start; the views that are left by then have the next ones

/**
 * Draws when something has changed, and asks for the next frame of a training. All views of a round
 * show the same state, in their order; what changes meanwhile has a round of its own.
 */
export function drawFrames({ store, player, views, now = () => performance.now() }) {
  const schedule = inNextFrame(draw);
  let state; // of this round
  let left = []; // views of this round
  let isStale = true; // something has changed since it began
  let isAtOnce = false; // within a frame

  function draw() {
    player.tick();
    if (left.length === 0) {
      isAtOnce = state?.status === "ready";
      isStale = false;
      state = store.get();
      left = [...views];
    }
    const deadline = isAtOnce ? Infinity : now() + BUDGET;
    try {
      do {
        left.shift().draw(state);
      } while (left.length > 0 && now() < deadline);
    } finally {
      expectNext(); // for the others, where one view fails
    }
  }

  function expectNext() {
    if (left.length > 0 || isStale || (state.playing && !state.is_away)) {
      schedule();
    }
  }

  store.subscribe(() => {
    isStale = true;
    schedule();
  });
  schedule();
}
