// What the browser keeps for the page as long as its tab is open, and no longer; no other tab sees it.

import { readRun, writeRun } from "./links/run.js";

/** Undefined if there is nothing, if storage is blocked, or if it is not ours. */
export function readKept(key) {
  try {
    return readRun(sessionStorage.getItem(key)) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * value: plain values and arrays of float32. Returns whether it is kept: where storage is blocked or
 * full, all is as before.
 */
export function keep(key, value) {
  try {
    sessionStorage.setItem(key, writeRun(value));
    return true;
  } catch {
    return false;
  }
}

export function forget(key) {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
