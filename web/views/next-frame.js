// What is to be done in the next frame, once however often it is asked for. A frame does as much as it
// has time for, and one thing at least; the rest has the frames that follow.

const BUDGET = 8; // ms of a frame

const waiting = []; // functions, in the order in which they were asked for
let isComing = false; // a frame

/** Makes a function that has `act` called in the next frame that has time for it. */
export function inNextFrame(act) {
  return () => {
    if (!waiting.includes(act)) {
      waiting.push(act);
      expect();
    }
  };
}

function expect() {
  if (!isComing && waiting.length > 0) {
    isComing = true;
    requestAnimationFrame(frame);
  }
}

function frame() {
  const deadline = performance.now() + BUDGET;
  let left = waiting.length; // what comes meanwhile is for another frame
  isComing = false;
  try {
    do {
      left -= 1;
      waiting.shift()();
    } while (left > 0 && performance.now() < deadline);
  } finally {
    expect(); // whatever has failed
  }
}
