// Evaluates the network over a frame at any size, some rows at a time: so a progress can be shown,
// and other requests and a change of mind are heard in between.

const BAND_PIXELS = 40_000;

/**
 * onRows({first, last, picture}) gets each band. Resolves to whether all of it was drawn, which it
 * is not when isCancelled() or when Python stops.
 */
export async function renderRows(player, { width, height, frame }, { onRows, isCancelled }) {
  const rows = Math.max(1, Math.floor(BAND_PIXELS / width));
  for (let first = 0; first < height; first += rows) {
    const last = Math.min(height, first + rows);
    const band = await player.ask({ type: "render", width, height, frame, first, last });
    if (!band || isCancelled()) {
      return false;
    }
    onRows(band);
  }
  return true;
}
