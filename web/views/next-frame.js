// What is to be done in the next frame, once however often it is asked for.

/** Makes a function that has `act` called in the next frame. */
export function inNextFrame(act) {
  let isComing = false;

  function frame() {
    isComing = false;
    act();
  }

  return () => {
    if (!isComing) {
      isComing = true;
      requestAnimationFrame(frame);
    }
  };
}
