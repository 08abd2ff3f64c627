// How finely the live painting is drawn: coarsely while it changes fast, in full once it has
// settled if that leaves enough pictures a second, and always in full when training rests.

const COARSE = 100; // pixels along the longer side
const FULL = 200;
const LONGEST = 125; // ms from one picture to the next that are still fluent
const SETTLED = 0.3; // dB per second: slower than that nothing much happens
const JUDGED = 1000; // ms to look back on before deciding
const HARDER = (FULL / COARSE) ** 2; // is drawing in full

/** resize(map_size) asks Python for pictures of another size. */
export function createResolution({ resize, now = () => performance.now() }) {
  let size = FULL; // what Python starts with
  let wasPlaying = false;
  let frames = []; // {time, psnr} since the size or the network changed
  let shape;

  function use(next) {
    frames = [];
    if (next !== size) {
      size = next;
      resize(next);
    }
  }

  function note({ psnr, layers }) {
    if (String(layers) !== shape) {
      shape = String(layers);
      frames = [];
    }
    const time = now();
    frames = [...frames, { time, psnr }].filter((frame) => frame.time > time - 2 * JUDGED);
  }

  /** The size that suits the frames of late; budget: ms of training in each. */
  function suitable(budget) {
    const [first, last] = [frames[0], frames.at(-1)];
    const passed = last.time - first.time;
    if (passed < JUDGED) {
      return size;
    }
    const interval = passed / (frames.length - 1);
    const gain = (1000 * (last.psnr - first.psnr)) / passed;
    const drawing = Math.max(0, interval - budget) * (size === FULL ? 1 : HARDER);
    return gain < SETTLED && budget + drawing < LONGEST ? FULL : COARSE;
  }

  return {
    /** To call for every snapshot, and when training starts or stops. */
    follow({ snapshot, playing, budget }) {
      if (playing !== wasPlaying) {
        wasPlaying = playing;
        use(playing ? COARSE : FULL);
      } else if (playing) {
        note(snapshot);
        const next = suitable(budget);
        if (next !== size) {
          use(next);
        }
      }
    },

    /** To call when Python starts anew. */
    restart() {
      size = FULL;
      wasPlaying = false;
    },
  };
}
