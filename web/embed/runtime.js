// The page in a frame of another page, a slide for instance: it starts when it is told to, rests
// while nobody can see it, and talks with the page around it.

import { createCheckpoint } from "./checkpoint.js";
import { describeState } from "./messages.js";
import { createPresence } from "./presence.js";
import { forwardSlideKeys } from "./slide-keys.js";
import { inTurn } from "./turns.js";

const TIME_BETWEEN_STATES = 500; // ms

/**
 * Being away is no pause: the player goes on by itself once the page is looked at again, unless
 * the reader has paused it.
 */
export function createEmbed({ store, player, host, options, lab }) {
  const presence = createPresence({ onChange: (is_away) => store.set({ is_away }) });
  const checkpoint = createCheckpoint({ store, player, lab });
  let awaitsSlide = options.start === "slide";

  const wishes = {
    enter() {
      presence.note("slide", false);
      if (awaitsSlide) {
        awaitsSlide = false;
        begin();
      }
    },
    leave: () => presence.note("slide", true),
    play: player.play,
    pause: player.pause,
    get: () => host.send("state", { ...describeState(store.get()), config: store.get().config }),
    set: ({ config }) => change(config),
    refuse: ({ message }) => host.send("error", { message }),
  };

  async function change(config) {
    const problem = await player.propose(config);
    if (problem) {
      host.send("error", { message: problem.message });
    }
  }

  host.listen(({ wish, ...details }) => wishes[wish](details));
  reportState(store, host);
  reportSize(host);
  forwardSlideKeys({ send: host.command, isHolding: () => isHolding(store.get()) });
  host.send("ready", { lab });
  if (!awaitsSlide) {
    begin();
  }

  /** Where this frame was before it was taken away, or else as its address says. */
  async function begin() {
    if (await checkpoint.resume()) {
      return;
    }
    if (options.start === "slide") {
      player.play();
    } else if (options.start === "auto") {
      await presence.seen;
      inTurn(startByItself);
    }
  }

  /** Not everybody bears motion that they did not ask for: then all is ready, and waits. */
  async function startByItself() {
    if (store.get().status !== "asleep") {
      return; // the reader was faster
    }
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) {
      player.play();
    }
    await player.wake();
  }
}

function isHolding({ pinned, probe }) {
  return Boolean(pinned || probe?.isPinned);
}

/** At most twice a second, and only news; a failure at once. */
function reportState(store, host) {
  let timer;
  let sent;
  let failed;

  function send() {
    timer = undefined;
    const state = describeState(store.get());
    const text = JSON.stringify(state);
    if (text !== sent) {
      sent = text;
      host.send("state", state);
    }
  }

  store.subscribe(({ failure }) => {
    timer ??= setTimeout(send, TIME_BETWEEN_STATES);
    if (failure && failure !== failed) {
      host.send("error", { message: failure.message });
    }
    failed = failure;
  });
}

/** What the page takes: all of its frame, whatever that is, or where it is narrow, as it needs. */
function reportSize(host) {
  const observer = new ResizeObserver(([{ target }]) => {
    const { width, height } = target.getBoundingClientRect();
    const fills = getComputedStyle(target).overflowY === "hidden";
    host.send("resize", { width: Math.ceil(width), height: Math.ceil(height), fills });
  });
  observer.observe(document.body);
}
