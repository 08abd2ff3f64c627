// How fast training goes, and in which portions: every sample, every batch, or epochs.

const SAMPLE = { steps: 1, samples_per_step: 1 };
const UPDATE = { steps: 1 };
const EPOCH = { epochs: 1 };
const TIME_TO_READ = 700; // ms between two updates that are followed by eye

/**
 * unit: what one press of Step trains, `step` as a request. frame: what is asked for while it
 * plays, `most` requests per displayed frame, and `wait` ms apart.
 */
const PACES = {
  sample: { unit: "sample", step: SAMPLE, frame: SAMPLE, most: 1, wait: TIME_TO_READ },
  batch: { unit: "batch", step: UPDATE, frame: UPDATE, most: 1, wait: TIME_TO_READ },
  1: { unit: "epoch", step: EPOCH, frame: { epochs: 1, budget_ms: 40 }, most: 1, wait: 0 },
  4: { unit: "epoch", step: EPOCH, frame: { epochs: 4, budget_ms: 40 }, most: 1, wait: 0 },
  16: { unit: "epoch", step: EPOCH, frame: { epochs: 16, budget_ms: 40 }, most: 1, wait: 0 },
  max: { unit: "epoch", step: EPOCH, frame: { budget_ms: 12 }, most: 2, wait: 0 },
  one: { unit: "update", step: UPDATE, frame: UPDATE, most: 1, wait: 0 },
  ten: { unit: "update", step: UPDATE, frame: { steps: 10 }, most: 1, wait: 0 },
  full: { unit: "update", step: UPDATE, frame: { budget_ms: 45 }, most: 2, wait: 0 },
};

export function paceOf(speed) {
  return PACES[speed];
}

/** Is every single update to be seen? */
export function isSlowMotion(speed) {
  return paceOf(speed).wait > 0;
}
