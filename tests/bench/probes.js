// What bench.py asks of a page of the site; injected before the page's own scripts.

const PATIENCE = 60_000; // ms

/** Opens the lab with these settings in place of the controls'. */
globalThis.useConfig = (config) => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    const isOpen = message.type === "open";
    const changed = { ...message, config: { ...message.config, ...config } };
    post.call(this, isOpen ? changed : message, ...rest);
  };
};

/** Trains one epoch as soon as the page lets us; ms from navigation until it is on screen. */
globalThis.firstEpoch = async () => {
  const [step, epoch] = [query("#step"), query("#epoch")];
  await until(() => !step.disabled);
  const before = epoch.textContent;
  step.click();
  await until(() => epoch.textContent !== before);
  return performance.now();
};

/** Waits until the browser has kept the site for later visits. */
globalThis.kept = async () => {
  await navigator.serviceWorker.ready;
};

/** ms from navigation until the bare page has NumPy. */
globalThis.numpyReady = async () => {
  await until(() => globalThis.ready);
  return globalThis.ready;
};

/** How often per second the page shows another epoch. */
globalThis.framesPerSecond = async (seconds) => {
  const epoch = query("#epoch");
  const start = performance.now();
  let shown = "";
  let frames = 0;
  await until(() => {
    frames += epoch.textContent !== shown;
    shown = epoch.textContent;
    return performance.now() - start > 1000 * seconds;
  });
  return (1000 * frames) / (performance.now() - start);
};

function query(selector) {
  return document.querySelector(selector);
}

/** Looks once per displayed frame. */
async function until(isTrue) {
  const deadline = performance.now() + PATIENCE;
  while (!isTrue()) {
    if (performance.now() > deadline) {
      throw new Error(`waited ${PATIENCE / 1000} s for ${isTrue}`);
    }
    await new Promise(requestAnimationFrame);
  }
}
