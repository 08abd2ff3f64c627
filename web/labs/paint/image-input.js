// The ways to bring one's own image: a file, dropping, pasting, the camera, and drawing it.

import { createCamera } from "./camera.js";
import { createDrawing } from "./drawing.js";
import { ImageError, readImageFile } from "./image-file.js";
import { createTarget, fetchTarget } from "./targets.js";

const RUN = /\.json$/i; // not for here: a saved run may be dropped too

/** onTarget({target, remark}); onProblem({title, message}). Of several choices the last one counts. */
export function listenToImages(root, { onTarget, onProblem }) {
  const part = (id) => root.querySelector(`#${id}`);
  const file = part("file");
  const camera = createCamera(part("camera-dialog"));
  const drawing = createDrawing(part("drawing-dialog"));
  let latest;

  async function choose(reading) {
    latest = reading;
    try {
      const choice = await reading;
      if (reading === latest && choice) {
        onTarget(choice);
      }
    } catch (error) {
      if (!(error instanceof ImageError)) {
        throw error;
      }
      onProblem(error);
    }
  }

  root.querySelectorAll("[name=image]").forEach((image) => {
    image.addEventListener("input", () => choose(fromGallery(image.value)));
  });
  part("upload").addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    if (chosen) {
      choose(readImageFile(chosen));
    }
    file.value = ""; // so that the same file can be chosen again
  });
  part("camera").addEventListener("click", () => choose(named(camera.take(), "Camera")));
  part("draw").addEventListener("click", () => choose(named(drawing.open(), "Drawing")));
  listenToDrops((dropped) => choose(readImageFile(dropped)));
}

async function fromGallery(key) {
  return { target: await fetchTarget(key) };
}

/** A dialog resolves to a canvas, or to nothing if the reader thinks better of it. */
async function named(opening, name) {
  const canvas = await opening;
  return canvas && { target: createTarget(canvas, name) };
}

function listenToDrops(onFile) {
  const page = document.documentElement;
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      page.classList.add("dropping");
    }
  });
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    page.classList.toggle("dropping", Boolean(relatedTarget) && page.matches(".dropping"));
  });
  document.addEventListener("drop", (event) => {
    page.classList.remove("dropping");
    const [file] = event.dataTransfer.files;
    if (file && !RUN.test(file.name)) {
      event.preventDefault();
      onFile(file);
    }
  });
  document.addEventListener("paste", ({ clipboardData }) => {
    const [file] = clipboardData.files;
    if (file) {
      onFile(file);
    }
  });
}
