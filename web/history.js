// The loss curves of a run: one point per snapshot.

const COLUMNS = ["epoch", "train_loss", "test_loss"];

export function emptyHistory() {
  return { epoch: [], train_loss: [], test_loss: [] };
}

/**
 * Adds a snapshot. Points that are not before it are forgotten: it went back in time. The lists
 * grow in place, as there are too many points to copy them for every frame.
 */
export function extendHistory(history, snapshot) {
  const kept = history.epoch.findLastIndex((epoch) => epoch < snapshot.epoch) + 1;
  COLUMNS.forEach((name) => history[name].splice(kept, Infinity, snapshot[name]));
  return { ...history };
}
