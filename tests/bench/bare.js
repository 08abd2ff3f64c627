// What every page with Pyodide does, as its documentation shows it.

import { loadPyodide } from "./stock/pyodide.mjs";

const pyodide = await loadPyodide();
await pyodide.loadPackage("numpy");
pyodide.runPython("import numpy");
postMessage("ready");
