// The rhythm of the page: a frame draws all views from the state as it is by then.

import { inNextFrame } from "./views/next-frame.js";

/** Draws once per frame when something changed, and asks for the next frame of a training. */
export function drawFrames({ store, player, views }) {
  const schedule = inNextFrame(draw);

  function draw() {
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
