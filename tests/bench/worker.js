// Pyodide, NumPy and nnplay as on the site, and work.py, which prepares and times the rows.

const site = new URL("site/", import.meta.url);
const bench = start();

addEventListener("message", async ({ data: { id, ...question } }) => {
  try {
    postMessage({ id, answer: answer(await bench, question) });
  } catch (error) {
    postMessage({ id, failure: String(error) });
  }
});

function answer({ python, work }, { prepare, image, psnr, grow, steps, measure, patience }) {
  if (prepare) {
    return work.prepare(python.toPy(prepare));
  }
  if (grow) {
    return work.grow(python.toPy(grow), steps);
  }
  if (image) {
    return work.open_image(python.toPy(image));
  }
  return psnr ? work.paint(psnr) : work.measure(measure, patience);
}

async function start() {
  const manifest = await (await fetch(new URL("manifest.json", site))).json();
  const { loadPyodide } = await import(new URL(`${manifest.pyodide}pyodide.mjs`, site));
  const python = await loadPyodide({ packages: ["numpy"] });
  const nnplay = await fetch(new URL("nnplay.zip", site));
  python.unpackArchive(await nnplay.arrayBuffer(), "zip");
  if ("dense.wasm" in manifest.boot) {
    const { installKernel } = await import(new URL("web/kernel/kernel.js", site));
    const kernel = await fetch(new URL("dense.wasm", site));
    installKernel(python, await WebAssembly.compile(await kernel.arrayBuffer()));
  }
  const code = await fetch(new URL("work.py", import.meta.url));
  python.FS.writeFile("work.py", await code.text());
  return { python, work: python.pyimport("work") };
}
