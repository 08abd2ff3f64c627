// Starts Python so that two starts lay out their memory alike: its files are there before it runs,
// and NumPy's parts of WebAssembly are loaded before it asks for them. So the memory of the one can
// be put into the other, which then has imported everything already.
//
// For this Pyodide has options, which it calls experimental, and only for Python by itself. Hence
// the layout is compared before anything is restored.

const FOLDERS = ["/lib/python3.14/site-packages", "/home/pyodide"];
const STDLIB = "/lib/python314.zip";
const NOTES = /\.dist-info\//; // by these Pyodide knows packages, and cannot restore what it knows

// Python has a copy of these, and the addresses of what follows depend on their lengths.
const PINNED = { LANG: "en_US.UTF-8", HOME: "/home/pyodide" };
const PROGRAM = "python";

// What Emscripten's dlopen.c knows of a library, in bytes: how much, and where its addresses are.
const HANDLE = { size: 64, memory: 12, table: 20 };

const RESEED = "import random, numpy; random.seed(); numpy.random.seed()";

/** All that Python has in its file system: path -> bytes. */
export function filesOf({ FS }) {
  const paths = [STDLIB, ...FOLDERS.flatMap((folder) => pathsBelow(FS, folder))];
  const wanted = paths.filter((path) => !NOTES.test(path));
  return Object.fromEntries(wanted.map((path) => [path, FS.readFile(path)]));
}

function pathsBelow(FS, folder) {
  const names = FS.readdir(folder).filter((name) => name !== "." && name !== "..");
  return names.sort().flatMap((name) => {
    const path = `${folder}/${name}`;
    return FS.isDir(FS.stat(path).mode) ? pathsBelow(FS, path) : [path];
  });
}

/** A Python that can be recorded, and the layout of its memory. */
export function startRecordable(pyodide, given) {
  return startAlike(pyodide, given, { _makeSnapshot: true });
}

/** pyodide: of importPyodide. Rejects if the memory does not fit. */
export async function restorePython(pyodide, { memory, layout, ...given }) {
  const check = (module, found) => {
    if (found !== layout) {
      throw new Error(`a memory laid out as ${layout} does not fit ${found}`);
    }
    if (module.HEAP8.length < memory.length) {
      module.growMemory(memory.length);
    }
  };
  const { python } = await startAlike(pyodide, given, { _loadSnapshot: memory }, check);
  python.runPython(RESEED);
  return python;
}

async function startAlike(pyodide, { files, lockfile }, options, check = () => {}) {
  const parts = await compileParts(files);
  const stdlib = URL.createObjectURL(new Blob([files[STDLIB]]));
  let layout;
  let trouble;

  function prepare(module) {
    try {
      layout = loadParts(module, parts);
      check(module, layout);
    } catch (error) {
      trouble = error; // thrown here, it would be lost
    }
  }

  async function createPyodideModule(settings) {
    settings.onRuntimeInitialized = () => prepare(settings); // which have become the module
    const module = await pyodide.createModule(settings);
    if (trouble) {
      throw trouble;
    }
    return module;
  }

  const python = await pyodide.loadPyodide({
    indexURL: pyodide.indexURL,
    createPyodideModule,
    env: { ...PINNED },
    _sysExecutable: PROGRAM,
    lockFileContents: lockfile,
    packageBaseUrl: pyodide.indexURL,
    stdLibURL: stdlib,
    fsInit: (FS) => writeFiles(FS, files),
    ...options,
  });
  URL.revokeObjectURL(stdlib);
  return { python, layout };
}

function compileParts(files) {
  const paths = Object.keys(files).filter((path) => path.endsWith(".so"));
  const compile = async (path) => ({ path, part: await WebAssembly.compile(files[path]) });
  return Promise.all(paths.map(compile));
}

function writeFiles(FS, files) {
  Object.entries(files).forEach(([path, bytes]) => {
    if (path !== STDLIB) {
      FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
      FS.writeFile(path, bytes, { canOwn: true });
    }
  });
}

/** As dlopen does it, so that Python finds them loaded. Returns where they are, as text. */
function loadParts(module, parts) {
  const flags = { global: false, nodelete: true, loadAsync: false, allowUndefined: false };
  const places = parts.map(({ path, part }) => {
    const handle = module._calloc(1, HANDLE.size + path.length);
    const library = module.newDSO(path, handle, "loading");
    library.global = false;
    library.exports = module.loadWebAssemblyModule(part, flags, path, {}, handle);
    const { memory, table } = HANDLE;
    return [module.HEAPU32[(handle + memory) >>> 2], module.HEAPU32[(handle + table) >>> 2]];
  });
  return JSON.stringify([places, module.wasmTable.length]);
}
