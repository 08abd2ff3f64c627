// Python takes the longest to start. So its worker is made first of all, and begins as soon as the page
// is painted, beside the page's other modules rather than after them; engine.js takes it over. A frame
// of another page may wait until it is played, and a page that is out of sight is not painted.

import { readEmbedOptions } from "./embed-options.js";
import { createWorker } from "./files.js";

let worker;
let news; // the last that was heard of it

function start() {
  worker = createWorker("web/worker.js");
  worker?.addEventListener("message", note);
  worker?.addEventListener("error", forget);
  requestAnimationFrame(() => setTimeout(begin)); // in between, the frame is painted
}

/** Unless the page has taken the worker by then. */
function begin() {
  worker?.postMessage({ type: "begin" });
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
