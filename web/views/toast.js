// A short word on what has just been done; the state takes it away again.

export function createToast(root) {
  return {
    draw({ toast = "" }) {
      if (root.textContent !== toast) {
        root.textContent = toast;
      }
    },
  };
}
