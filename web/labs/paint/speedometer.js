// Samples per second, over the last two seconds of training.

const WINDOW = 2000; // ms

/** now: a clock in ms. */
export function createSpeedometer(now = () => performance.now()) {
  let marks = []; // {samples, time}

  return {
    /** Undefined until there is something to compare with. */
    read({ samples }, playing) {
      const time = now();
      const goesOn = playing && samples >= (marks.at(-1)?.samples ?? 0);
      marks = goesOn ? [...marks, { samples, time }] : [];
      marks = marks.filter((mark) => mark.time > time - WINDOW);
      const [first] = marks;
      return marks.length > 1 ? (1000 * (samples - first.samples)) / (time - first.time) : undefined;
    },
  };
}
