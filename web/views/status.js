// Says how the system is: the notice at the foot of the stage, the ring around the play button,
// and which buttons of the transport can be used. All of it follows from the state.

import { gentlerRate } from "../config.js";
import { createIcon, showIcon } from "../icons.js";
import { formatCount, formatNumber } from "../scales.js";
import { element } from "./element.js";
import { named } from "./settings-in-words.js";

const INVITATION = "Press play to train when ready.";
const SHOWN_PROBLEMS = 3;
const RETRY = { action: "boot", label: "Try again", isPrimary: true };
const DETAILS = { action: "details", label: "Details" };

const SAVED = "This is a saved run: look around, training is off.";

/** What each way to fail is called, by the name of the error. Others are Python's own. */
const FAILURES = {
  DownloadError: {
    icon: "offline",
    title: "Python could not be downloaded",
    text: "You are offline, or this network blocks it.",
    actions: [DETAILS, RETRY],
  },
  StalledError: {
    icon: "offline",
    title: "Python did not start",
    text: "Nothing has been heard of it for too long.",
    actions: [DETAILS, RETRY],
  },
  UnsupportedError: {
    icon: "alert",
    title: "This browser cannot run Python",
    text: "Use a current Chrome, Edge, Firefox or Safari.",
    actions: [DETAILS],
  },
};

const BUSY = {
  role: "alert",
  icon: "alert",
  title: "Python is busy",
  text: "It has been at the same step for a while. Stopped, it goes on from a few seconds before.",
  actions: [{ action: "stop", label: "Stop and restart", isPrimary: true }],
};

export function createStatus(root) {
  const drawNotice = createNotice(root.querySelector("#notice"));
  const learningRate = root.querySelector(".f-rate");

  return {
    draw(state) {
      const { preview, snapshot } = state;
      document.body.classList.toggle("preview", preview);
      document.body.classList.toggle("blank", !snapshot);
      learningRate.classList.toggle("bad", Boolean(snapshot?.diverged));
      drawNotice(noticeFor(state, (message) => named(root, message)));
    },
  };
}

/** To be drawn last: what there is to train is on screen then. */
export function createTransport(root) {
  const part = (id) => root.querySelector(`#${id}`);
  const drawPlay = createPlayButton(part("play"));

  return {
    draw(state) {
      const { status, snapshot } = state;
      const canTrain = status === "ready" || status === "asleep"; // the wish wakes it
      part("step").disabled = !canTrain || Boolean(snapshot?.diverged);
      part("reset").disabled = !canTrain;
      drawPlay(state);
    },
  };
}

/**
 * The one thing there is to say, or undefined. inWords(message): what is wrong with a setting, by the
 * name that this has on the page.
 */
function noticeFor(state, inWords) {
  const { status, progress, failure, rejection, remark, snapshot, config } = state;
  const { problems = [], update } = state;
  if (status === "loading") {
    return loadingNotice(progress);
  }
  if (state.is_busy) {
    return BUSY;
  }
  if (status === "failed") {
    return { role: "alert", ...failureNotice(failure, state) };
  }
  if (snapshot?.diverged) {
    return divergedNotice(snapshot, config);
  }
  if (problems.length > 0) {
    return problemsNotice(problems.map(inWords));
  }
  if (remark) {
    return remarkNotice(remark);
  }
  if (rejection) {
    return rejectionNotice(inWords(rejection));
  }
  if (snapshot?.stopped) {
    return stoppedNotice(snapshot);
  }
  return update && updateNotice(update);
}

function loadingNotice(progress) {
  const { loaded, total, phase } = progress ?? {};
  const isStarting = phase === "start";
  return {
    role: "status",
    title: isStarting ? "Starting Python" : "Downloading Python",
    text: `${isStarting ? "" : "Once only, then cached. "}${INVITATION}`,
    progress: { done: shareOf(progress), words: progress ? megabytes(loaded, total) : "" },
    actions: [],
  };
}

function megabytes(...bytes) {
  const [loaded, total] = bytes.map((count) => (count / 1e6).toFixed(1));
  return `${loaded} of ${total} MB`;
}

function failureNotice({ name, message }, { preview, snapshot }) {
  const failure = FAILURES[name];
  if (failure) {
    const isSaved = preview && snapshot && !snapshot.is_outline;
    return isSaved ? { ...failure, text: `${failure.text} ${SAVED}` } : failure;
  }
  return {
    icon: "alert",
    isDanger: true,
    title: preview ? "Python could not start" : "Python stopped with an error",
    text: `${name}: ${message}`,
    actions: [DETAILS, { action: "boot", label: "Restart", isPrimary: true }],
  };
}

function divergedNotice(snapshot, config) {
  const { learning_rate } = config;
  const unit = "checkpoint_step" in snapshot ? "step" : "epoch";
  const [last, kept] = [unit, `checkpoint_${unit}`].map((key) => formatCount(snapshot[key]));
  return {
    role: "alert",
    icon: "alert",
    isDanger: true,
    title: `Training diverged: ${snapshot.diverged} at ${unit} ${last}`,
    text: reasonOf(snapshot.diverged, config),
    actions: [
      { action: "rewind", label: `Back to ${unit} ${kept}`, icon: "undo" },
      ...(canClip(config) ? [{ action: "clip", label: "Clip gradients" }] : []),
      {
        action: "restart",
        label: `Restart with ${formatNumber(gentlerRate(learning_rate))}`,
        isPrimary: true,
      },
    ],
  };
}

/** Where the length of the gradient matters: other rules divide by it themselves. */
function canClip({ clip_norm, optimizer }) {
  return clip_norm === 0 && ["sgd", "momentum", "nesterov"].includes(optimizer);
}

/** An L2 penalty takes learning rate × rate of every weight; beyond 1 they change sign. */
function reasonOf(diverged, { learning_rate, regularization, regularization_rate }) {
  const rate = formatNumber(learning_rate);
  const isPenalty = regularization === "l2" && learning_rate * regularization_rate > 1;
  const cause = isPenalty
    ? `A learning rate of ${rate} is too high for an L2 rate of ${formatNumber(regularization_rate)}`
    : `A learning rate of ${rate} is too high`;
  const isFinite = diverged.includes("exceeded");
  return `${cause}; ${isFinite ? "every update makes the loss larger" : "the weights overflowed"}.`;
}

function stoppedNotice({ stopped }) {
  return {
    role: "status",
    title: "Training stopped",
    text: `${stopped[0].toUpperCase()}${stopped.slice(1)}. Play goes on from here.`,
    actions: [{ action: "dismiss", label: "Close" }],
  };
}

function updateNotice(update) {
  const isHindered = update === "hindered";
  return {
    role: "status",
    title: "A new version is ready",
    text: isHindered
      ? "Other pages still use the version before: close them, then reload."
      : "This page keeps its version until you reload it.",
    actions: [
      { action: "dismiss", label: "Later" },
      { action: "update", label: "Reload", isPrimary: true },
    ],
  };
}

function remarkNotice({ title, text, isProblem }) {
  const kind = isProblem ? { role: "alert", icon: "alert" } : { role: "status" };
  return { ...kind, title, text, actions: [{ action: "dismiss", label: "Close" }] };
}

/** Of what is wrong with a link, the first few. */
function problemsNotice(problems) {
  const more = problems.length - SHOWN_PROBLEMS;
  const text = problems.slice(0, SHOWN_PROBLEMS).join("; ");
  return {
    role: "alert",
    icon: "alert",
    title: "Part of the address was not understood",
    text: more > 0 ? `${text}; and ${more} more.` : `${text}.`,
    actions: [{ action: "dismiss", label: "Close" }],
  };
}

function rejectionNotice(message) {
  return {
    role: "alert",
    icon: "alert",
    title: "This setting is not possible",
    text: message,
    actions: [{ action: "dismiss", label: "Close" }],
  };
}

/** Paints a notice; one that says the same as before is left alone, so that it is read once. */
function createNotice(root) {
  let drawn;

  return (notice) => {
    root.hidden = !notice;
    const key = notice && JSON.stringify({ ...notice, progress: Boolean(notice.progress) });
    if (key !== drawn) {
      drawn = key;
      root.replaceChildren(...(notice ? noticeParts(notice) : []));
      root.classList.toggle("danger", Boolean(notice?.isDanger));
      root.classList.toggle("progress", Boolean(notice?.progress));
    }
    if (notice?.progress) {
      drawProgress(root, notice.progress);
    }
  };
}

function noticeParts({ role, icon, title, text, progress, actions }) {
  return [
    ...(icon ? [createIcon(icon, "lead")] : []),
    element("div", { class: "words", role }, element("b", {}, title), element("span", {}, text)),
    ...(progress ? progressParts(title) : []),
    element("div", { class: "acts" }, ...actions.map(createAction)),
  ];
}

function createAction({ action, label, icon, isPrimary }) {
  const button = element("button", { "data-action": action }, label);
  button.className = `btn ${isPrimary ? "primary" : "secondary"}`;
  if (icon) {
    button.prepend(createIcon(icon));
  }
  return button;
}

function progressParts(title) {
  const bar = element("div", { class: "bar", role: "progressbar", "aria-label": title });
  bar.append(element("i"));
  return [element("span", { class: "bytes num" }), bar];
}

function drawProgress(root, { done, words }) {
  const bar = root.querySelector(".bar");
  root.querySelector(".bytes").textContent = words;
  bar.ariaValueNow = Math.round(100 * done);
  bar.style.setProperty("--done", `${100 * done}%`);
}

/** While Python is on its way, pressing play puts training in the queue. */
function createPlayButton(button) {
  const icon = button.querySelector(".i");
  const ring = button.querySelector(".ring");

  return ({ status, playing, progress, snapshot }) => {
    const isLoading = status === "loading";
    const label = playLabel(isLoading, playing);
    button.disabled = status === "failed" || Boolean(snapshot?.diverged);
    button.classList.toggle("waiting", isLoading && !playing);
    button.classList.toggle("queued", isLoading && playing);
    ring.hidden = !isLoading;
    if (isLoading) {
      ring.style.setProperty("--done", `${100 * shareOf(progress)}%`);
    }
    if (button.ariaLabel !== label) {
      button.ariaLabel = label;
      button.title = `${label} (Space)`;
      showIcon(icon, playing ? "pause" : "play");
    }
  };
}

function shareOf({ loaded = 0, total = 1 } = {}) {
  return loaded / total;
}

function playLabel(isLoading, playing) {
  if (playing) {
    return "Pause";
  }
  return isLoading ? "Train when ready" : "Train";
}
