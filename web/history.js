// The loss curves of a run: one point per snapshot, thinned out so that a long run stays short.
// A snapshot in the middle of an epoch is a point in the middle of it.

const COLUMNS = ["epoch", "train_loss", "test_loss"];
const MOST_POINTS = 4000;
const STRETCH = 4; // points, of which two stay

export function emptyHistory() {
  return { epoch: [], train_loss: [], test_loss: [] };
}

/**
 * Adds a snapshot. Points that are not before it are forgotten: it went back in time. The lists
 * grow in place, as there are too many points to copy them for every frame.
 */
export function extendHistory(history, snapshot) {
  const point = { ...snapshot, epoch: epochsOf(snapshot) };
  const kept = history.epoch.findLastIndex((epoch) => epoch < point.epoch) + 1;
  COLUMNS.forEach((name) => history[name].splice(kept, Infinity));
  if (kept >= MOST_POINTS) {
    thin(history);
  }
  COLUMNS.forEach((name) => history[name].push(point[name]));
  return { ...history };
}

/** How many epochs the network has been trained, with the part that is done of the next one. */
export function epochsOf({ epoch, epoch_share }) {
  return epoch + epoch_share;
}

/** Of every stretch the lowest and the highest training loss stay, so that no spike is lost. */
function thin(history) {
  const places = [];
  for (let start = 0; start < history.epoch.length; start += STRETCH) {
    places.push(...extremesFrom(history.train_loss, start));
  }
  COLUMNS.forEach((name) => {
    const column = history[name];
    places.forEach((place, i) => (column[i] = column[place]));
    column.length = places.length;
  });
}

function extremesFrom(losses, start) {
  const places = [...losses.slice(start, start + STRETCH).keys()].map((i) => start + i);
  places.sort((a, b) => losses[a] - losses[b]);
  return [...new Set([places[0], places.at(-1)])].sort((a, b) => a - b);
}
