// Whether parts of WebAssembly find each other's addresses, which Emscripten otherwise looks for one by one.

const OFFSETS = ["GOT.mem", "GOT.func"]; // where a part wants addresses, as Emscripten calls it

/** Names that a part wants and neither main, nor a part before it, nor itself has. All are modules. */
export function missingAddresses(main, parts) {
  const known = new Set([...offered(main), ...wanted(main)]);
  return parts.flatMap((part) => {
    offered(part).forEach((name) => known.add(name));
    return wanted(part).filter((name) => !known.has(name));
  });
}

function offered(module) {
  return WebAssembly.Module.exports(module).map(({ name }) => name);
}

function wanted(part) {
  const imports = WebAssembly.Module.imports(part);
  return imports.filter(({ module }) => OFFSETS.includes(module)).map(({ name }) => name);
}
