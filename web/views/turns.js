// Tiles that are out of date are painted in turns, as many per frame as there is time for. Each frame
// goes on where the last one ended, so that every tile has its turn however many there are.

const LEAST = 16; // tiles in a frame, however little time is left
const BUDGET = 8; // ms of a frame; what is left by then is for the next ones

/** When the tiles of a frame that begins now have to be done. */
export function deadlineOf(now = performance.now()) {
  return now + BUDGET;
}

/** now: a clock in ms. */
export function createTurns(now = () => performance.now()) {
  let next = 0; // the tile whose turn it is
  let stale = 0; // from that one on

  return {
    /** To call when what all the tiles show has changed. */
    renew(count) {
      stale = count;
    },

    /**
     * Calls paint(index) for tiles out of `count` that are out of date, until the deadline. Returns
     * whether some are left.
     */
    take(count, paint, deadline) {
      stale = Math.min(stale, count);
      for (let painted = 0; stale > 0; painted += 1, stale -= 1) {
        if (painted >= LEAST && now() >= deadline) {
          return true;
        }
        next = next < count ? next : 0;
        paint(next);
        next += 1;
      }
      return false;
    },
  };
}
