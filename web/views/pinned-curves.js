// The loss curves of pinned runs, thin and named, to compare the present one with.

const DASH = [3, 3];
const HALO = 3;
const ABOVE = 9; // pixels from the curve to the middle of its label

export function pinnedLosses(runs) {
  return pinned(runs).flatMap(({ curves }) => [
    ...curves.train_loss,
    ...curves.test_loss.filter(isKnown),
  ]);
}

export function pinnedEpochs(runs) {
  return pinned(runs).map(({ curves }) => curves.epoch.at(-1));
}

/** toX(epoch), toY(loss): places in the context; look: font and colors, see loss-chart.js. */
export function drawPinned(context, runs, { toX, toY, look, hasNames }) {
  context.strokeStyle = look.pinned;
  context.lineWidth = 1;
  pinned(runs).forEach(({ label, curves }) => {
    const { epoch, train_loss, test_loss } = curves;
    context.setLineDash([]);
    strokeCurve(context, epoch.map(toX), train_loss.map(toY));
    context.setLineDash(DASH);
    strokeCurve(context, epoch.map(toX), test_loss.filter(isKnown).map(toY));
    if (hasNames) {
      drawLabel(context, label, { x: toX(epoch.at(-1)), y: toY(train_loss.at(-1)) }, look);
    }
  });
  context.setLineDash([]);
}

function pinned(runs) {
  return runs.filter(({ is_pinned }) => is_pinned);
}

/** Without test data there is no test loss. */
function isKnown(loss) {
  return loss !== undefined;
}

function strokeCurve(context, xs, ys) {
  context.beginPath();
  ys.forEach((y, i) => context.lineTo(xs[i], y));
  context.stroke();
}

/** Above the end of the curve: what comes after it may be another curve. */
function drawLabel(context, label, end, { font, ground, words }) {
  const [x, y] = [end.x - 2, end.y - ABOVE];
  context.save();
  context.setLineDash([]);
  context.font = font;
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.lineWidth = HALO;
  context.strokeStyle = ground;
  context.strokeText(label, x, y);
  context.fillStyle = words;
  context.fillText(label, x, y);
  context.restore();
}
