// What is read rather than watched, numbers and curves, is drawn some ten times a second while
// training runs: that leaves the time of the other frames to the maps.

const INTERVAL = 100; // ms

/** Makes a function of the state that tells whether it is time to draw; now: a clock in ms. */
export function createLeisure(now = () => performance.now()) {
  let last = -Infinity;
  return ({ playing, is_away }) => {
    const time = now();
    const isDue = !playing || is_away || time - last >= INTERVAL;
    last = isDue ? time : last;
    return isDue;
  };
}

/** The same view, drawn less often while training runs, and at once when it rests. */
export function atLeisure(view, isDue = createLeisure()) {
  return {
    ...view,
    draw(state) {
      if (isDue(state)) {
        view.draw(state);
      }
    },
  };
}
