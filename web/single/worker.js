// Follows embedded.js in the worker: the first message brings the files and names the module to
// run; it gets to see the messages that came before it was ready.

(function start() {
  const early = [];
  const hold = ({ data }) => early.push(data);

  // Pyodide refuses to run in a classic worker, and this is how it tells.
  self.importScripts = () => {
    throw new TypeError("use import");
  };
  addEventListener("message", ({ data }) => run(data), { once: true });

  async function run({ path, ...content }) {
    addEventListener("message", hold);
    await serveEmbedded(content).importFile(path);
    removeEventListener("message", hold);
    early.forEach((data) => dispatchEvent(new MessageEvent("message", { data })));
  }
})();
