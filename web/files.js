// Where the site's files are: beside this one on a server or, where the whole site is one HTML
// file, inside that; see single/embedded.js. No other module reaches for a file in its own way.

const embedded = globalThis.embeddedSite;
const root = embedded?.root ?? new URL("../", import.meta.url);

export const isEmbedded = Boolean(embedded);

/** The URL of a file, given by its path in the site; "" gives that of the site. */
export function siteFile(path) {
  return new URL(path, root);
}

/** As `import` does it, for the path of a file that the build adds to the site. */
export function importFile(path) {
  return embedded ? embedded.importFile(path) : import(siteFile(path));
}

/** A worker that runs a module; undefined where the browser knows no such workers. */
export function createWorker(path) {
  return embedded ? embedded.createWorker(path) : createModuleWorker(siteFile(path));
}

/** A browser that knows module workers reads the option `type`; others never ask for it. */
function createModuleWorker(url) {
  let asked = false;
  const options = {
    get type() {
      asked = true;
      return "module";
    },
  };
  const worker = new Worker(url, options);
  if (!asked) {
    worker.terminate();
    return undefined;
  }
  return worker;
}
