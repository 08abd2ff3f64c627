// Taking a network home, and bringing one back: opens the Code dialog, and runs from files.

import { loadSettings } from "../links/settings.js";
import { answerEditors } from "./editor.js";
import { readRun } from "./run-file.js";

const LARGEST = 30_000_000; // bytes; the largest network with Adam is a third of it

/**
 * network, output: selectors of what pictures are made of. packImage(state): what a saved run says
 * of the image it belongs to; unpackImage makes a part of the page's state of that.
 */
export function createTakeHome(root, options) {
  const { store, player, lab, network, output, packImage, unpackImage } = options;
  let dialog;

  async function open() {
    const { createCodeDialog } = await import("./code-dialog.js");
    const parts = (selector) => [...root.querySelectorAll(selector)];
    dialog ??= createCodeDialog(root.querySelector("#code"), {
      store,
      player,
      lab,
      save,
      network: parts(network),
      output: parts(output),
      onOpenFile: openFile,
    });
    dialog.open();
  }

  /** Whatever is wrong with the file, the page says so and stays as it is. */
  async function openFile(file) {
    try {
      if (file.size > LARGEST) {
        throw new Error("The file is too large.");
      }
      await load(await file.text());
      store.set({ remark: { title: `Opened ${file.name}`, text: "It goes on where it was saved." } });
    } catch (error) {
      const title = "This run cannot be opened";
      store.set({ remark: { title, text: sentence(error.message), isProblem: true } });
    }
  }

  async function save() {
    const run = await player.save();
    return packImage ? { ...run, image: await packImage(store.get()) } : run;
  }

  async function load(text) {
    const { image, ...run } = readRun(text, { lab, columns: store.get().history });
    const scene = image && (await unpackImage?.(image));
    await player.load({ ...run, scene });
  }

  /** What the editor makes cells of: a script, and the settings that are not as by default. */
  async function describe() {
    const with_weights = root.querySelector("#code [name=with_weights]").checked;
    const script = await player.consult({ type: "export", flavor: "nnplay", with_weights });
    const { config, is_from_link } = store.get();
    const rows = await loadSettings(lab);
    const told = rows.filter((row) => String(config[row.name]) !== String(row.default));
    const settings = Object.fromEntries(told.map(({ name }) => [name, config[name]]));
    return { lab, code: script.code, settings, is_from_link };
  }

  async function show(text) {
    await load(text);
    root.querySelector("#code").close();
    const remark = { title: "A network from the editor", text: "It is at epoch 0, as it was sent." };
    store.set({ remark });
  }

  answerEditors({ describe, show });

  return { open, openFile };
}

/** Calls back for a run that is dropped on the page; other files are not its business. */
export function listenToDroppedRuns(root, onFile) {
  root.addEventListener("dragover", (event) => {
    if (!event.defaultPrevented && event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
    }
  });
  root.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (!event.defaultPrevented && file) {
      event.preventDefault();
      onFile(file);
    }
  });
}

function sentence(text) {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return whole.endsWith(".") ? whole : `${whole}.`;
}
