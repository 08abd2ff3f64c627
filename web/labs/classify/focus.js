// Which neuron is looked at: the one under the pointer, else the one that is pinned.

export function createFocus(store) {
  let hovered;
  let pinned;

  function publish() {
    store.set({ focus: hovered ?? pinned, pinned: Boolean(pinned) });
  }

  return {
    hover(unit) {
      hovered = unit;
      publish();
    },
    pin(unit) {
      pinned = unit;
      publish();
    },
    unpin() {
      hovered = undefined;
      pinned = undefined;
      publish();
    },
  };
}
