// What reader.js asks of a page of the site, in which this is put.

const PATIENCE = 60_000; // ms
const AFTERMATH = 400; // ms, in which what is left to be done comes to its end
let toldUntil = 0; // of the long tasks, in ms

/** From now on pictures have this size, whatever the page asks for. */
globalThis.useMapSize = (map_size) => {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    post.call(this, message.type === "draw" ? { ...message, map_size } : message, ...rest);
  };
};

/** Opens a link on the page that is there, and waits until it is at its start. */
globalThis.visit = async (link, selector) => {
  const before = query("#parameters").textContent;
  location.hash = link;
  await until(() => query("#parameters").textContent !== before);
  await until(() => query(selector).textContent === "0");
};

/** Trains an epoch, or an update, as soon as the page lets us; ms from navigation until it is shown. */
globalThis.firstEpoch = async () => {
  const [step, counter] = [query("#step"), query("#epoch, #updates")];
  await change(step, () => !step.disabled);
  const before = counter.textContent;
  step.click();
  await change(counter, () => counter.textContent !== before);
  await new Promise(requestAnimationFrame);
  return performance.now();
};

/** Waits until the browser has kept the site for later visits. */
globalThis.kept = async () => {
  await navigator.serviceWorker.ready;
};

/** ms from navigation until the bare page has NumPy. */
globalThis.numpyReady = () => globalThis.ready;

/** Trains what a link says, from its start, for some seconds: the first epochs record and compile. */
globalThis.train = async (link, selector, seconds) => {
  await globalThis.visit(link, selector);
  query("#play").click();
  await globalThis.changesPerSecond(selector, seconds);
};

/** ms of the page's tasks of over 50 ms, those that were told before left out; others are not known. */
globalThis.longTasks = async () => {
  await new Promise((resolve) => setTimeout(resolve, AFTERMATH));
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: "longtask", buffered: true });
  const entries = observer.takeRecords().filter(({ startTime }) => startTime > toldUntil);
  observer.disconnect();
  toldUntil = performance.now();
  return entries.map(({ duration }) => duration);
};

/** How often per second the page shows another number there. */
globalThis.changesPerSecond = async (selector, seconds) => {
  const counter = query(selector);
  const start = performance.now();
  let shown = "";
  let frames = 0;
  await until(() => {
    frames += counter.textContent !== shown;
    shown = counter.textContent;
    return performance.now() - start > 1000 * seconds;
  });
  return (1000 * frames) / (performance.now() - start);
};

/** Plays until the painting is this good, or for some time: [seconds, dB] as they are shown. */
globalThis.paintTo = async (psnr, seconds) => {
  const shown = query("#psnr");
  query("#play").click();
  const start = performance.now();
  const painting = [[0, 0]];
  await until(() => {
    const [time, reached] = [(performance.now() - start) / 1000, Number(shown.textContent)];
    if (reached && reached !== painting.at(-1)[1]) {
      painting.push([time, reached]);
    }
    return reached >= psnr || time > seconds;
  });
  query("#play").click();
  return painting;
};

function query(selector) {
  return document.querySelector(selector);
}

/** Waits for a change of an element that makes it so; to look at every frame would be work itself. */
function change(element, isTrue) {
  return new Promise((resolve) => {
    const observer = new MutationObserver(look);
    observer.observe(element, { attributes: true, childList: true, subtree: true });
    look();

    function look() {
      if (isTrue()) {
        observer.disconnect();
        resolve();
      }
    }
  });
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
