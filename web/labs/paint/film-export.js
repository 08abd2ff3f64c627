// A time-lapse as a file: GIF, which goes anywhere, or WebM, which the browser records itself.

import { applyPalette, GIFEncoder, quantize } from "../../../vendor/gifenc/gifenc.esm.js";
import { formatFor } from "./gif-format.js";
import { fitWithin } from "./targets.js";

const SIDE = 320; // pixels along the longer side
const DURATION = 50; // ms of a frame
const LAST_DURATION = 1500;
const COLORS = 256;
const WEBM = "video/webm";

export function canRecord() {
  return "MediaRecorder" in globalThis && MediaRecorder.isTypeSupported(WEBM);
}

/** Resolves to a Blob, or to undefined when isCancelled(). onProgress gets a share of 1. */
export async function encodeGif(frames, { isCancelled, onProgress }) {
  const stage = createStage(frames.at(-1));
  const gif = GIFEncoder();
  for (const [index, frame] of frames.entries()) {
    const { data, width, height } = stage.show(frame);
    const palette = quantize(data, COLORS, { format: formatFor(data) });
    const isLast = index === frames.length - 1;
    const delay = isLast ? LAST_DURATION : DURATION;
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay });
    onProgress((index + 1) / frames.length);
    await pause(0);
    if (isCancelled()) {
      return undefined;
    }
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: "image/gif" });
}

/** As encodeGif; it takes as long as the film does. */
export async function recordWebm(frames, { isCancelled, onProgress }) {
  const stage = createStage(frames.at(-1));
  const stream = stage.canvas.captureStream(0);
  const [track] = stream.getVideoTracks();
  const camera = track.requestFrame ? track : stream; // which, in Firefox, is the stream
  const recorder = new MediaRecorder(stream, { mimeType: WEBM, videoBitsPerSecond: 4e6 });
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  recorder.start();
  for (const [index, frame] of frames.entries()) {
    stage.show(frame);
    camera.requestFrame();
    onProgress((index + 1) / frames.length);
    await pause(DURATION);
    if (isCancelled()) {
      break;
    }
  }
  recorder.stop();
  await stopped;
  return isCancelled() ? undefined : new Blob(parts, { type: WEBM });
}

/** A canvas on which frames of any size are shown at one. */
function createStage({ width, height }) {
  const canvas = document.createElement("canvas");
  const scale = SIDE / Math.max(width, height);
  const size = fitWithin({ width: width * scale, height: height * scale }, SIDE);
  Object.assign(canvas, size);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";

  return {
    canvas,

    show(frame) {
      context.drawImage(canvasOf(frame), 0, 0, size.width, size.height);
      return context.getImageData(0, 0, size.width, size.height);
    },
  };
}

function canvasOf({ bytes, width, height }) {
  const image = new ImageData(width, height);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    image.data.set([bytes[from], bytes[from + 1], bytes[from + 2], 255], to);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
