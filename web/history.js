// The loss curves of a run: one point per snapshot, thinned out so that a long run stays short.

const MOST_POINTS = 2000;

export function emptyHistory() {
  return { epoch: [], train_loss: [], test_loss: [], spacing: 1 };
}

/** Adds a snapshot. Points it does not come after are forgotten: it went back in time. */
export function extendHistory(history, { epoch, train_loss, test_loss }) {
  const kept = countKept(history, epoch);
  const next = {
    epoch: [...history.epoch.slice(0, kept), epoch],
    train_loss: [...history.train_loss.slice(0, kept), train_loss],
    test_loss: [...history.test_loss.slice(0, kept), test_loss],
    spacing: kept > 0 ? history.spacing : 1,
  };
  return next.epoch.length > MOST_POINTS ? thin(next) : next;
}

/** The last point is provisional: it gives way while it is too close to the one before. */
function countKept({ epoch: epochs, spacing }, epoch) {
  const later = epochs.findIndex((recorded) => recorded >= epoch);
  if (later >= 0) {
    return later;
  }
  const crowded = epochs.length > 1 && epoch - epochs.at(-2) <= spacing;
  return crowded ? epochs.length - 1 : epochs.length;
}

function thin({ epoch, train_loss, test_loss, spacing }) {
  const everySecond = (values) => values.filter((_, index) => index % 2 === 0);
  return {
    epoch: everySecond(epoch),
    train_loss: everySecond(train_loss),
    test_loss: everySecond(test_loss),
    spacing: 2 * spacing,
  };
}
