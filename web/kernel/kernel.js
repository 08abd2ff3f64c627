// Gives Python a kernel that evaluates and trains networks: WebAssembly that works in place on
// Python's own memory. Without it everything works, more slowly.

/** python: Pyodide; module: dense.wasm, compiled. Returns whether nnplay uses it from now on. */
export function installKernel(python, module) {
  const { memory } = python._module; // Pyodide has no public name for it
  if (!(memory instanceof WebAssembly.Memory)) {
    return false;
  }
  const { exports } = new WebAssembly.Instance(module, { python: { memory } });
  const kernel = python.pyimport("nnplay.kernel");
  kernel.install(createBinder(exports));
  kernel.destroy();
  return true;
}

/** A function that makes one function of many calls: Python then asks for all of them at once. */
function createBinder(functions) {
  return (given) => {
    const calls = given.toJs().map(([name, ...numbers]) => [functions[name], numbers]);
    return () => {
      for (const [run, numbers] of calls) {
        run(...numbers);
      }
    };
  };
}
