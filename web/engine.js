// The page's end of the worker boundary: a request goes out, a promise of its reply comes back.

import { createWorker } from "./files.js";
import { EngineError, isError, isProgress } from "./protocol.js";

// ms without news; an old phone needs its time for what it has downloaded
const BOOT_PATIENCE = { download: 30_000, start: 120_000 };
const REPLY_PATIENCE = 10_000; // ms

/** onBusy(is_busy): called when a reply is long in coming, and when it has come. */
export function createEngine({ onProgress, onBusy }) {
  const worker = startWorker();
  const waiting = new Map(); // id of a request -> the promise to settle
  let lastId = 0;
  let watchdog;
  let isStarted = false;
  let isBusy = false;

  function request(message) {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      if (isStarted && waiting.size === 1) {
        expectReply();
      }
      worker.postMessage({ ...message, id });
    });
  }

  function settle(reply) {
    const { resolve, reject } = waiting.get(reply.id);
    waiting.delete(reply.id);
    noteReply();
    if (isError(reply)) {
      reject(new EngineError(reply));
    } else {
      resolve(reply);
    }
  }

  function failAll(error) {
    terminate();
    waiting.forEach(({ reject }) => reject(error));
    waiting.clear();
  }

  function terminate() {
    clearTimeout(watchdog);
    worker.terminate();
  }

  function expectReply() {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => noteBusy(true), REPLY_PATIENCE);
  }

  function noteReply() {
    clearTimeout(watchdog);
    isStarted = true;
    noteBusy(false);
    if (waiting.size > 0) {
      expectReply();
    }
  }

  function noteBusy(isNowBusy) {
    if (isNowBusy !== isBusy) {
      isBusy = isNowBusy;
      onBusy(isBusy);
    }
  }

  function expectProgress(phase = "download") {
    const patience = BOOT_PATIENCE[phase];
    clearTimeout(watchdog);
    watchdog = setTimeout(() => failAll(stalled(patience)), patience);
  }

  worker.addEventListener("message", ({ data }) => {
    if (isProgress(data)) {
      if (!isStarted) {
        expectProgress(data.phase);
      }
      onProgress(data);
    } else {
      settle(data);
    }
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    failAll(workerFailed(event));
  });

  expectProgress();
  const ready = request({ type: "boot", run: 0 }).finally(() => clearTimeout(watchdog));
  ready.catch(() => worker.terminate());

  return {
    request,
    ready,
    waiting: () => waiting.size,
    terminate,
  };
}

function startWorker() {
  const isAble = typeof WebAssembly === "object";
  const worker = isAble ? takeEarlyWorker() ?? createWorker("web/worker.js") : undefined;
  if (!worker) {
    throw new EngineError({
      name: "UnsupportedError",
      message: isAble ? "no module workers" : "no WebAssembly",
    });
  }
  return worker;
}

/** The one that early-worker.js has begun, if it has. */
function takeEarlyWorker() {
  return globalThis.takeEarlyWorker?.();
}

function stalled(patience) {
  return new EngineError({
    name: "StalledError",
    message: `nothing was heard of Python for ${patience / 1000} seconds`,
  });
}

/** A script that cannot be fetched gives an event without a message. */
function workerFailed({ message }) {
  if (message) {
    return new EngineError({ name: "WorkerError", message });
  }
  return new EngineError({ name: "DownloadError", message: "worker.js could not be loaded" });
}
