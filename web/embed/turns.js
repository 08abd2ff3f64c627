// Playgrounds that start by themselves do so one after the other: ten frames on a page would else
// have ten Pythons start at once, and the page would stand still.

const LOCK = "nnplay starts"; // the frames of a site on one page share it

/** start(): called when it is this frame's turn; the next one's comes when its promise resolves. */
export async function inTurn(start) {
  try {
    await navigator.locks.request(LOCK, start);
  } catch {
    await start(); // a sandboxed frame has no locks, nor has a site without https
  }
}
