// How fast training goes, and in which portions: every batch, some of them, or epochs.

const UPDATE = { steps: 1 };
const EPOCH = { epochs: 1 };

/**
 * unit: what one press of Step trains, `step` as a request. frame: what is asked for while it
 * plays, `most` requests per displayed frame, and `wait` ms apart.
 */
const PACES = {
  1: { unit: "epoch", step: EPOCH, frame: { epochs: 1, budget_ms: 40 }, most: 1, wait: 0 },
  4: { unit: "epoch", step: EPOCH, frame: { epochs: 4, budget_ms: 40 }, most: 1, wait: 0 },
  max: { unit: "epoch", step: EPOCH, frame: { budget_ms: 12 }, most: 2, wait: 0 },
  one: { unit: "update", step: UPDATE, frame: UPDATE, most: 1, wait: 0 },
  ten: { unit: "update", step: UPDATE, frame: { steps: 10 }, most: 1, wait: 0 },
  full: { unit: "update", step: UPDATE, frame: { budget_ms: 45 }, most: 2, wait: 0 },
};

export function paceOf(speed) {
  return PACES[speed];
}
