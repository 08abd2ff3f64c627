// Python takes the longest to start. So its worker begins first of all, while the page is laid out and
// its other modules are on their way; engine.js takes it over. A frame of another page may wait until
// it is played.

import { readEmbedOptions } from "./embed-options.js";
import { createWorker } from "./files.js";

let worker;
let news; // the last that was heard of it
let isOver = false; // the page has taken what there was

function start() {
  worker = isOver ? undefined : createWorker("web/worker.js");
  worker?.addEventListener("message", note);
  worker?.addEventListener("error", forget);
}

function note({ data }) {
  news = data;
}

/** The page tries again, and says what is wrong. */
function forget(event) {
  event.preventDefault();
  worker = undefined;
}

/** Hands the worker over, with its last news for whoever listens by then. */
function take() {
  const taken = worker;
  worker = undefined;
  isOver = true;
  taken?.removeEventListener("message", note);
  taken?.removeEventListener("error", forget);
  if (taken && news) {
    queueMicrotask(() => taken.dispatchEvent(new MessageEvent("message", { data: news })));
  }
  return taken;
}

globalThis.takeEarlyWorker = take;
if (!readEmbedOptions(location).embed && typeof WebAssembly === "object") {
  start();
}
