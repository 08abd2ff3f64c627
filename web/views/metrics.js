// The numbers of a run: epoch, losses, accuracy, size of the network and of the data.

import { isSlowMotion, paceOf } from "../pace.js";
import { formatCount, formatLoss, formatNumber } from "../scales.js";
import { createLeisure } from "./leisure.js";

const NONE = "–";
const COUNTERS = ["epoch", "epoch-part"]; // these run with the training
const TEXTS = ["train-loss", "test-loss", "test-accuracy", "parameters", "meta"];

const SCORES = {
  classification: { name: "Test accuracy", title: "Share of test points classified correctly" },
  regression: { name: "Test R²", title: "Share of the variance explained on test data; at most 1" },
};

export function createMetrics(root) {
  const part = (id) => root.querySelector(`#${id}`);
  const writers = Object.fromEntries(
    [...COUNTERS, ...TEXTS].map((id) => [id, createWriter(part(id))]),
  );
  const isDue = createLeisure();
  const accuracy = root.querySelector(".accuracy");
  const announcer = part("announcer");
  const noTest = part("no-test");
  let announced;
  let scored; // problem

  function write(ids, texts) {
    ids.forEach((id) => writers[id](texts[id] ?? NONE));
  }

  /** Speaks when training rests, never while it runs: a number per frame is only noise. */
  function announce({ snapshot, playing, preview }) {
    if (playing || preview || announced === snapshot) {
      return;
    }
    announced = snapshot;
    announcer.textContent = sentence(snapshot);
  }

  /** What tells how good the network is: accuracy, or R² for numbers. */
  function drawScore({ problem }) {
    if (problem !== scored) {
      scored = problem;
      accuracy.title = SCORES[problem].title;
      accuracy.querySelector("dt").textContent = SCORES[problem].name;
      accuracy.querySelector("small").hidden = problem === "regression";
    }
  }

  return {
    draw(state) {
      write(COUNTERS, describeProgress(state));
      if (isDue(state)) {
        write(TEXTS, describe(state));
      }
      drawScore(state.config);
      noTest.hidden = state.preview || state.snapshot.data.test_targets.length > 0;
      announce(state);
    },
  };
}

function createWriter(element) {
  let written;
  return (text) => {
    if (text !== written) {
      written = text;
      element.textContent = text;
      element.classList.toggle("none", text === NONE);
    }
  };
}

function describeProgress({ snapshot, config, preview, speed }) {
  return {
    epoch: formatCount(preview ? 0 : snapshot.epoch),
    "epoch-part": preview ? "" : epochPart(snapshot, config, speed),
  };
}

function describe({ snapshot, config, preview }) {
  const { parameters, data } = snapshot;
  const size = {
    parameters: `${formatCount(parameters)} parameters`,
    meta: snapshot.is_outline ? "" : describeData(data, config),
  };
  return preview ? size : { ...size, ...describeRun(snapshot) };
}

/** How much of the current epoch is done, when it is followed sample by sample or batch by batch. */
function epochPart({ position, steps_per_epoch, data }, { batch_size }, speed) {
  if (!isSlowMotion(speed) || position === 0) {
    return "";
  }
  return paceOf(speed).unit === "sample"
    ? `+ ${position}/${data.train_targets.length}`
    : `+ ${Math.ceil(position / batch_size)}/${steps_per_epoch}`;
}

function describeRun({ train_loss, test_loss, test_accuracy, test_r2, diverged }) {
  return {
    "train-loss": formatLoss(train_loss),
    "test-loss": test_loss === undefined ? NONE : formatLoss(test_loss),
    "test-accuracy": diverged ? NONE : formatScore(test_accuracy, test_r2),
  };
}

/** Neither is known without test data. */
function formatScore(accuracy, r2) {
  if (r2 !== undefined) {
    return formatScoreOfNumbers(r2);
  }
  return accuracy === undefined ? NONE : formatNumber(100 * accuracy, 1);
}

/** At most 1; of a run that goes astray it has no lower end, and its digits say little. */
function formatScoreOfNumbers(r2) {
  if (r2 > -9.9995) {
    return formatNumber(r2, 3);
  }
  return r2 > -999.5 ? formatNumber(r2, 0) : formatLoss(r2);
}

function describeData({ train_targets, test_targets }, { data_seed }) {
  return `${train_targets.length} train · ${test_targets.length} test · seed ${data_seed}`;
}

function sentence({ epoch, train_loss, test_loss }) {
  const test = test_loss === undefined ? "" : `, test loss ${formatLoss(test_loss)}`;
  return `Epoch ${formatCount(epoch)}, training loss ${formatLoss(train_loss)}${test}`;
}
