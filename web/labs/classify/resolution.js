// How finely the maps of hidden neurons are sampled: coarsely while a large network trains, as much of
// the time of a frame would go into them, and in full when it rests or when something is looked at
// closely. The tiles are so small that it cannot be seen; the map of the output is always in full.

import { isSlowMotion } from "../../pace.js";

export const FULL = 100; // samples along a side, as Python starts
export const COARSE = 50;
const FEW = 24; // neurons, whose maps take no time to speak of

/** resize({map_size, tile_size}) asks Python for maps of another size. */
export function createResolution({ resize }) {
  let isAsking = false;

  return {
    /** To call for every state with a snapshot of Python's. */
    async follow(state) {
      const tile_size = suitableSize(state);
      if (tile_size !== state.snapshot.tile_size && !isAsking) {
        isAsking = true;
        await resize({ map_size: FULL, tile_size });
        isAsking = false;
      }
    },
  };
}

export function suitableSize({ snapshot, playing, focus, view, speed }) {
  const neurons = snapshot.layers.slice(1).reduce((sum, count) => sum + count);
  const isWatched = Boolean(focus) || view === "space" || isSlowMotion(speed);
  return playing && neurons > FEW && !isWatched ? COARSE : FULL;
}
