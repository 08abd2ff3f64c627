// Runs in a worker of its own, while Python is at work in another: starts it once more, imports
// nnplay and keeps the memory of that for later visits; but only if it can be gone on from.

import { importFile } from "../files.js";
import { importPyodide } from "../pyodide.js";
import { restorePython, startRecordable } from "./alike.js";
import { keepSnapshot } from "./store.js";

const IMPORTS = "import nnplay.protocol";
const TRAIN = `
from nnplay.protocol import Desk
desk = Desk()
desk.handle({"type": "open", "lab": "classify"})
repr(desk.handle({"type": "train", "epochs": 3})["train_loss"])
`;

addEventListener("message", async ({ data }) => {
  try {
    // Of several pages or frames that come to this at once, one does it.
    const options = { ifAvailable: true };
    await navigator.locks.request("nnplay-python", options, (lock) => lock && record(data));
  } catch (error) {
    console.info(`The next visit starts Python anew: ${error.message}`);
  }
  close();
});

/** files, lockfile: of the Python at work. */
async function record({ version, pyodide: folder, files, lockfile }) {
  const pyodide = await importPyodide(folder, importFile);
  const { python, layout } = await startRecordable(pyodide, { files, lockfile });
  python.runPython(IMPORTS);
  const memory = python.makeMemorySnapshot();
  const snapshot = { memory, layout, files, lockfile };
  const replayed = await restorePython(pyodide, snapshot);
  if (replayed.runPython(TRAIN) !== python.runPython(TRAIN)) {
    throw new Error("its memory was kept, but came to other results");
  }
  await keepSnapshot(version, snapshot);
}
