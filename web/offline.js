// Asks the browser to keep the site for later visits, and says when a newer version is there.
// Where that is refused, as in a foreign frame that may store nothing, the page does without.

import { isEmbedded, siteFile } from "./files.js";
import { isAlike } from "./snapshot/alike.js";

const GRACE = 2_000; // ms for the first epochs: all these downloads slow them down

/** onUpdate: called when a newer version is complete and waits to be used. */
export async function keepOffline(onUpdate) {
  if (isEmbedded) {
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, GRACE));
  try {
    const container = navigator.serviceWorker; // a sandboxed frame refuses even that
    const keeper = siteFile(isAlike(navigator) ? "sw.js" : "sw.js?anew");
    const registration = await container.register(keeper, { updateViaCache: "none" });
    watchForUpdates(registration, () => container.controller && onUpdate());
  } catch (error) {
    console.info(`nnplay is not kept for offline use: ${error.message}`);
  }
}

function watchForUpdates(registration, onWaiting) {
  if (registration.waiting) {
    onWaiting();
  }
  registration.addEventListener("updatefound", () => {
    const { installing } = registration;
    installing.addEventListener("statechange", () => {
      if (installing.state === "installed") {
        onWaiting();
      }
    });
  });
}

/** Reloads the page in the newer version; resolves to false if other pages are in the way. */
export async function useUpdate() {
  const container = navigator.serviceWorker;
  const { waiting } = await container.getRegistration();
  if (!waiting) {
    location.reload();
    return true;
  }
  container.addEventListener("controllerchange", () => location.reload(), { once: true });
  return takeOver(waiting);
}

function takeOver(worker) {
  const { port1: answer, port2: port } = new MessageChannel();
  return new Promise((resolve) => {
    answer.onmessage = ({ data }) => resolve(data.isFree);
    worker.postMessage({ type: "take over" }, [port]);
  });
}
