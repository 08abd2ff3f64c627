// How far the specks on the links have come. They move with the epochs while training runs, but
// never so fast that they would flicker, and not at all for readers who want less motion.

const PIXELS_PER_EPOCH = 1;
const MOST_PIXELS = 1.5;

/** Makes a function of the state: pixels, or undefined when nothing is to move. */
export function createFlow() {
  const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
  let flow = 0;
  let last = 0; // epochs

  return ({ snapshot, playing }) => {
    const epochs = snapshot.step / snapshot.steps_per_epoch;
    const done = Math.max(0, epochs - last);
    last = epochs;
    flow += Math.min(done * PIXELS_PER_EPOCH, MOST_PIXELS);
    return playing && !reducedMotion.matches ? flow : undefined;
  };
}
