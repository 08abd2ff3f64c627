// The Code dialog: the network as a script or as JSON, and what else can be saved from the page.

import { offer } from "../offer.js";
import { editorPlace } from "./editor.js";
import { drawPicture, toPng, toSvg } from "./picture.js";
import { writeRun } from "./run-file.js";
import { historyToCsv, pointsToCsv } from "./tables.js";

const TEXT = { type: "text/plain" };
const JSON_TYPE = { type: "application/json" };
const CSV_TYPE = { type: "text/csv" };

/**
 * save(): the run as it is. network, output: the parts of the page to make pictures of.
 * onOpenFile(file): a run to go on with.
 */
export function createCodeDialog(dialog, options) {
  const { store, player, lab, save: saveRun, network, output, onOpenFile } = options;
  const part = (selector) => dialog.querySelector(selector);
  const code = part("pre");
  const message = part("[role=status]");
  const withWeights = part("[name=with_weights]");
  const flavors = [...dialog.querySelectorAll("[name=flavor]")];
  let shown; // {name, code} of the script on screen
  let lastQuestion = 0;

  dialog.dataset.editor = editorPlace();
  [...flavors, withWeights].forEach((control) => control.addEventListener("input", show));
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-take]");
    if (button) {
      take(TAKEN[button.dataset.take]);
    }
  });
  part("[type=file]").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    target.value = ""; // so that the same file can be chosen again
    if (file) {
      dialog.close();
      onOpenFile(file);
    }
  });

  /** What each button does; it resolves to what there is to say. */
  const TAKEN = {
    copy: async () => {
      await navigator.clipboard.writeText(shown.code);
      return "Copied";
    },
    download: async () => save(new Blob([shown.code], TEXT), shown.name),
    json: async () => save(new Blob([writeRun(await saveRun())], JSON_TYPE), `${lab}_run.json`),
    data: async () => save(csv(pointsToCsv(store.get().snapshot.data)), `${lab}_data.csv`),
    history: async () => save(csv(historyToCsv(store.get().history)), `${lab}_history.csv`),
    "network-svg": async () => save(toSvg(drawPicture(network)), `${lab}_network.svg`),
    "network-png": async () => save(await toPng(drawPicture(network)), `${lab}_network.png`),
    "output-svg": async () => save(toSvg(drawPicture(output)), `${lab}_output.svg`),
    "output-png": async () => save(await toPng(drawPicture(output)), `${lab}_output.png`),
  };

  async function take(action) {
    try {
      message.textContent = (await action()) ?? "";
    } catch (error) {
      message.textContent = `This did not work: ${error.message}`;
    }
  }

  async function show() {
    lastQuestion += 1;
    const question = lastQuestion;
    message.textContent = "";
    dialog.ariaBusy = "true";
    const script = await write();
    if (question === lastQuestion) {
      shown = script;
      code.textContent = script.code;
      code.scrollTo(0, 0);
      dialog.ariaBusy = "false";
    }
  }

  async function write() {
    const flavor = flavors.find(({ checked }) => checked).value;
    try {
      return await (flavor === "json" ? writeJson() : writeScript(flavor));
    } catch (error) {
      return { name: "error.txt", code: error.message };
    }
  }

  function writeScript(flavor) {
    return player.consult({ type: "export", flavor, with_weights: withWeights.checked });
  }

  async function writeJson() {
    const { config, ...run } = await saveRun();
    const saved = withWeights.checked ? { config, ...run } : { lab, config };
    return { name: `${lab}_run.json`, code: writeRun(saved) };
  }

  return {
    open() {
      part("[data-take=data]").hidden = !store.get().snapshot?.data;
      code.textContent = store.get().status === "ready" ? "" : "Waiting for Python";
      dialog.showModal();
      show();
    },
  };
}

function csv(text) {
  return new Blob([text], CSV_TYPE);
}

function save(blob, name) {
  offer(blob, name);
  return `Saved ${name}`;
}
