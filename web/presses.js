// What the reader presses, a pointer or a key: a drag is one press, and so is a key that repeats.

export function createPresses(root) {
  let latest = 0;
  let isHeld = false;

  function begin({ repeat }) {
    latest += repeat ? 0 : 1;
    isHeld = true;
  }

  function end() {
    isHeld = false;
  }

  for (const type of ["pointerdown", "keydown"]) {
    root.addEventListener(type, begin, { capture: true });
  }
  for (const type of ["pointerup", "pointercancel", "keyup"]) {
    root.addEventListener(type, end, { capture: true });
  }

  return {
    /** The number of the latest press, held or not. */
    latest: () => latest,

    /** The number of the press that is being held, or undefined. */
    held: () => (isHeld ? latest : undefined),
  };
}
