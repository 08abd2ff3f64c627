// Where a run has got to, kept as long as the tab is open: slides take a frame away when they leave
// it and make it anew when they come back. The browser gives no time for that at the end, so it is
// done while training goes on.

import { unpack } from "../preview.js";

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
      write(key, { ...(await player.save()), playing, image });
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
      const run = read(key);
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

function read(key) {
  try {
    return unpack(JSON.parse(sessionStorage.getItem(key))) ?? undefined;
  } catch {
    return undefined; // blocked in this frame, or not ours
  }
}

/** Where storage is blocked or full, the next visit begins anew. */
function write(key, run) {
  try {
    sessionStorage.setItem(key, JSON.stringify(run, packArray));
  } catch {
    // Nothing else is lost.
  }
}

function packArray(_, value) {
  if (!(value instanceof Float32Array)) {
    return value;
  }
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return { float32: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
}
