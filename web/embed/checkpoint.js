// Where a run has got to, kept as long as the tab is open: slides take a frame away when they leave
// it and make it anew when they come back. The browser gives no time for that at the end, so it is
// done while training goes on.

import { keep as keepInTab, readKept } from "../kept.js";

const TIME_BETWEEN = 1000; // ms, while it trains

/** Call it before the address changes: that says which frame this is. */
export function createCheckpoint({ store, player, lab }) {
  const key = `nnplay ${lab} ${location.pathname}${location.search}${location.hash}`;
  let kept = {}; // what of the state was kept last
  let isKeeping = false;
  let timer;

  function follow({ status, preview, snapshot, playing, is_away }) {
    const isKept = snapshot === kept.snapshot && playing === kept.playing;
    if (status !== "ready" || preview || isKept) {
      return;
    }
    if (playing && !is_away) {
      timer ??= setTimeout(keep, TIME_BETWEEN);
    } else {
      keep();
    }
  }

  async function keep() {
    clearTimeout(timer);
    timer = undefined;
    if (isKeeping) {
      return;
    }
    isKeeping = true;
    const { snapshot, playing, image } = store.get();
    kept = { snapshot, playing };
    try {
      keepInTab(key, { ...(await player.save()), playing, image });
    } catch {
      // Python has just failed, and the page says so; what was kept before still holds.
    }
    isKeeping = false;
    follow(store.get());
  }

  store.subscribe(follow);

  return {
    /** Goes on with what was kept, if there is anything and it fits; whether it did. */
    async resume() {
      const run = readKept(key);
      if (!run || run.image !== store.get().image) {
        return false;
      }
      try {
        await player.load(run);
      } catch {
        return false;
      }
      if (run.playing) {
        player.play();
      }
      return true;
    },
  };
}
