// Pyodide's own two modules, as whoever starts it needs them.

import { siteFile } from "./files.js";

/**
 * folder: of Pyodide in the site. importModule: as importFile of files.js. Both are asked for at
 * once. Resolves to {loadPyodide, createModule, indexURL}, the last two being options of the first.
 */
export async function importPyodide(folder, importModule) {
  const runtime = importModule(`${folder}pyodide.asm.mjs`);
  const { loadPyodide } = await importModule(`${folder}pyodide.mjs`);
  const createModule = async (settings) => (await runtime).default(settings);
  return { loadPyodide, createModule, indexURL: siteFile(folder).href };
}
