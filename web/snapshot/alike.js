// How two starts of Python lay out their memory alike, so that the memory of the one can be put
// into the other: NumPy's parts of WebAssembly are loaded before Python asks for them, in the same
// order, and what Python copies from around it is the same.

/** Options of loadPyodide. The addresses of what follows depend on how long these texts are. */
export const PINNED = {
  env: { LANG: "en_US.UTF-8", HOME: "/home/pyodide", PYTHONHASHSEED: "0" },
  _sysExecutable: "python",
};

const WITH_STRUCTS = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 3, 1, 95, 0);
const IPHONE = /iPad|iPhone|iPod/;

/** Pyodide adds a function of its own where WebAssembly knows structs, but never on iPhones. */
export function isAlike({ userAgent }) {
  return WebAssembly.validate(WITH_STRUCTS) && !IPHONE.test(userAgent);
}

// What Emscripten's dlopen.c knows of a library, in bytes: how much, and where its addresses are.
const HANDLE = { size: 64, memory: 12, table: 20 };

/** parts: path -> bytes. Resolves to what loadParts takes. */
export function compileParts(parts) {
  const compile = async ([path, bytes]) => ({ path, part: await WebAssembly.compile(bytes) });
  return Promise.all(Object.entries(parts).map(compile));
}

/**
 * As dlopen does it, so that Python finds them loaded. Returns where they are, as text. The build has
 * made sure that no address is missing: for each part Emscripten would look through all of Python's.
 */
export function loadParts(module, parts) {
  const flags = { global: false, nodelete: true, loadAsync: false, allowUndefined: true };
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
