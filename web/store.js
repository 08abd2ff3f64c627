// The state of the page in one place: everything on screen is drawn from it.

export function createStore(initial) {
  const listeners = new Set();
  let state = initial;

  return {
    get: () => state,

    /** Replaces the given keys; whoever subscribed hears of it at once. */
    set(patch) {
      state = { ...state, ...patch };
      listeners.forEach((listener) => listener(state));
    },

    subscribe(listener) {
      listeners.add(listener);
    },
  };
}
