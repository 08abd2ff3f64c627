// Runs a function of lean.py in Pyodide, which reaches the folder as /files:
//   node run.mjs FUNCTION FOLDER PYODIDE_FOLDER

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [name, folder, pyodide] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(pyodide, "pyodide.mjs")));
const python = await loadPyodide({ indexURL: pyodide, packages: ["numpy"] });
python.mountNodeFS("/files", folder);
python.FS.writeFile("lean.py", readFileSync(new URL("lean.py", import.meta.url)));
python.pyimport("lean")[name]("/files");
