// Gives Python a kernel that evaluates networks on many points: WebAssembly that works in place on
// Python's own memory. Without it everything works, more slowly.

/** python: Pyodide; wasm: the bytes of dense.wasm. Returns whether nnplay uses it from now on. */
export async function installKernel(python, wasm) {
  const { memory } = python._module; // Pyodide has no public name for it
  if (!(memory instanceof WebAssembly.Memory)) {
    return false;
  }
  const { instance } = await WebAssembly.instantiate(wasm, { python: { memory } });
  const evaluation = python.pyimport("nnplay.evaluation");
  evaluation.install(createBinder(instance.exports.dense));
  evaluation.destroy();
  return true;
}

/** A function that makes one function of many calls: Python then asks for all of them at once. */
function createBinder(dense) {
  return (given) => {
    const calls = given.toJs();
    return () => {
      for (const call of calls) {
        dense(...call);
      }
    };
  };
}
