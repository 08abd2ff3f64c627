// nnplay as the site ships it, in a worker; work.py says what a row means for it.

const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
let lastId = 0;

export async function prepareNnplay(work) {
  const id = await ask({ prepare: work });
  return (patience) => ask({ measure: id, patience });
}

/** Returns how long it takes to paint this well, in ms. */
export async function preparePaintingWithNnplay({ width, height, pixels }) {
  await ask({ image: { width, height, pixels: new Uint8Array(pixels) } });
  return (psnr) => ask({ psnr });
}

export function growNnplay(work, steps) {
  return ask({ grow: work, steps });
}

function ask(question) {
  lastId += 1;
  const id = lastId;
  worker.postMessage({ ...question, id });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", function receive({ data }) {
      if (data.id === id) {
        worker.removeEventListener("message", receive);
        "failure" in data ? reject(new Error(data.failure)) : resolve(data.answer);
      }
    });
  });
}
