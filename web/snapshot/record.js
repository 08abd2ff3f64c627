// Has the memory of a started Python kept for later visits.

import { createWorker } from "../files.js";
import { filesOf } from "./alike.js";
import { isDecided } from "./store.js";

/** Python itself goes on: another one is recorded, from its files. */
export async function record(python, { version, pyodide }) {
  if (await isDecided(version)) {
    return;
  }
  const files = filesOf(python);
  const { lockfile } = python;
  const buffers = Object.values(files).map(({ buffer }) => buffer);
  const recorder = createWorker("web/snapshot/recorder.js");
  recorder.postMessage({ version, pyodide, lockfile, files }, buffers);
}
