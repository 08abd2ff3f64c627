// The camera: asked for only when the reader wants it, and switched off as soon as its dialog is
// closed.

import { ImageError } from "./image-file.js";

const TITLE = "No picture from the camera";
const PROBLEMS = {
  NotAllowedError: "The camera is blocked. Allow it in the browser's settings of this site.",
  NotFoundError: "There is no camera on this device.",
  NotReadableError: "Another program is using the camera.",
};

export function createCamera(dialog) {
  const video = dialog.querySelector("video");

  return {
    /** Resolves to a canvas, or to undefined when the dialog is cancelled. */
    async take() {
      const stream = await openCamera();
      video.srcObject = stream;
      dialog.returnValue = "";
      dialog.showModal();
      await video.play();
      await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
      const canvas = dialog.returnValue === "take" ? frameOf(video) : undefined;
      stream.getTracks().forEach((track) => track.stop());
      video.srcObject = null;
      return canvas;
    },
  };
}

async function openCamera() {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: { width: 1280, height: 720 } });
  } catch ({ name }) {
    throw new ImageError(PROBLEMS[name] ?? "The camera cannot be used here.", TITLE);
  }
}

function frameOf(video) {
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
  canvas.getContext("2d").drawImage(video, 0, 0);
  return canvas;
}
