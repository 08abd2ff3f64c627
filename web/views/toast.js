// A short word on what has just been done; the state takes it away again.

const TOAST_MS = 4000;

export function createToast(root) {
  return {
    draw({ toast = "" }) {
      if (root.textContent !== toast) {
        root.textContent = toast;
      }
    },
  };
}

/** Returns say(toast), which puts it into the state for a moment. */
export function createSay(store) {
  let silence; // the timer that ends a toast

  return (toast) => {
    store.set({ toast });
    clearTimeout(silence);
    silence = setTimeout(() => store.set({ toast: "" }), TOAST_MS);
  };
}
