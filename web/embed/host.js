// The page that holds this one in a frame. Only the window right above is listened to, so another
// frame or a pop-up cannot steer the training; `origin` narrows that to one site.

import { makeMessage, readMessage } from "./messages.js";

/** Keeps what it hears until somebody listens: slides speak as soon as the page has loaded. */
export function createHost({ origin }) {
  const isFramed = parent !== window;
  const unheard = [];
  let hear = (message) => unheard.push(message);

  addEventListener("message", ({ source, origin: from, data }) => {
    const isHost = isFramed && source === parent && (!origin || origin === from);
    const message = isHost ? readMessage(data) : undefined;
    if (message) {
      hear(message);
    }
  });

  function post(message) {
    if (isFramed) {
      parent.postMessage(message, origin || "*");
    }
  }

  return {
    send: (name, details) => post(makeMessage(name, details)),

    /** A command to reveal.js, which reads texts only. The keys that follow are for it as well. */
    command(method) {
      parent.focus(); // or else they would stay with this frame, when it is gone
      post(JSON.stringify({ method }));
    },

    /** onMessage(message): one that makes sense, see readMessage. */
    listen(onMessage) {
      hear = onMessage;
      unheard.splice(0).forEach(onMessage);
    },
  };
}
