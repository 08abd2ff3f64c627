// The PSNR of a run by step: one point per snapshot, thinned out so that a long run stays short.

const MOST_POINTS = 1000;

export function emptyHistory() {
  return { step: [], psnr: [], spacing: 1 };
}

/** Adds a snapshot. Points it does not come after are forgotten: it went back in time. */
export function extendHistory(history, { step, psnr }) {
  const kept = countKept(history, step);
  const next = {
    step: [...history.step.slice(0, kept), step],
    psnr: [...history.psnr.slice(0, kept), psnr],
    spacing: kept > 0 ? history.spacing : 1,
  };
  return next.step.length > MOST_POINTS ? thin(next) : next;
}

/** The last point is provisional: it gives way while it is too close to the one before. */
function countKept({ step: steps, spacing }, step) {
  const later = steps.findIndex((recorded) => recorded >= step);
  if (later >= 0) {
    return later;
  }
  const isCrowded = steps.length > 1 && step - steps.at(-2) <= spacing;
  return isCrowded ? steps.length - 1 : steps.length;
}

function thin({ step, psnr, spacing }) {
  const everySecond = (values) => values.filter((_, index) => index % 2 === 0);
  return { step: everySecond(step), psnr: everySecond(psnr), spacing: spacing * 2 };
}
