// Smooth curves: the exponential moving average of TensorBoard, without its bias towards the start.

/**
 * The average of the losses so far, the latest counting most. factor: from 0, for the losses as they
 * are, to below 1: what is left of the weight of a loss an epoch later, so that it does not matter
 * how many epochs lie between two points. What is not finite stays as it is, and out of the average.
 */
export function smoothed(epochs, losses, factor) {
  let total = 0;
  let weight = 0;
  let last; // epoch of a finite loss
  return losses.map((loss, i) => {
    if (!Number.isFinite(loss)) {
      return loss;
    }
    const kept = factor ** (epochs[i] - (last ?? epochs[i] - 1));
    last = epochs[i];
    total = kept * total + (1 - kept) * loss;
    weight = kept * weight + (1 - kept);
    return total / weight;
  });
}
