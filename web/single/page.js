// Follows embedded.js in the page: takes the files out of the document and starts the site.

(function start() {
  const content = (name) => document.querySelector(`script[data-content="${name}"]`).textContent;
  const files = {};
  document.querySelectorAll("script[data-file]").forEach((script) => {
    files[script.dataset.file] = new Blob([bytesOf(script.textContent)]);
    script.remove();
  });
  const site = serveEmbedded({
    files,
    modules: JSON.parse(content("modules")),
    workerScript: JSON.parse(content("worker")),
  });
  site.importFile("bundle/main.js");

  function bytesOf(base64) {
    if (Uint8Array.fromBase64) {
      return Uint8Array.fromBase64(base64);
    }
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }
})();
