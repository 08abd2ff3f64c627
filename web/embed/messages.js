// What a page and the playground in its frame say to each other. Messages are objects with a
// type; a string that looks like JSON would be a command to reveal.js. Settings that come in are
// only looked at for their shape here: what they may be is Python's to say.

const PREFIX = "nnplay:";
const MOST_SETTINGS = 50;
const MOST_ITEMS = 10_000; // in a list of points
const MOST_CHARACTERS = 1000;

/** What reveal.js says to every frame of a slide. */
const SLIDES = { "slide:start": "enter", "slide:stop": "leave" };

const WISHES = {
  play: () => ({}),
  pause: () => ({}),
  get: () => ({}),
  set: ({ config }) => (isSettings(config) ? { config: { ...config } } : undefined),
};

/** {wish, …} of a message, wish "refuse" for a broken one, or undefined if it is none of ours. */
export function readMessage(data) {
  if (typeof data === "string") {
    return Object.hasOwn(SLIDES, data) ? { wish: SLIDES[data] } : undefined;
  }
  const wish = wishOf(data);
  if (!wish) {
    return undefined;
  }
  const details = WISHES[wish](data);
  return details ? { wish, ...details } : { wish: "refuse", message: "invalid config" };
}

export function makeMessage(name, details = {}) {
  return { type: `${PREFIX}${name}`, ...details };
}

/** The few numbers that tell how a run is going. */
export function describeState({ status, playing, snapshot = {}, preview }) {
  const numbers = ["epoch", "step", "train_loss", "test_loss", "loss", "psnr", "diverged"];
  const known = preview ? [] : numbers.filter((name) => name in snapshot);
  return { status, playing, ...Object.fromEntries(known.map((name) => [name, snapshot[name]])) };
}

function wishOf(data) {
  const { type } = data ?? {};
  if (typeof type !== "string" || !type.startsWith(PREFIX)) {
    return undefined;
  }
  const wish = type.slice(PREFIX.length);
  return Object.hasOwn(WISHES, wish) ? wish : undefined;
}

function isSettings(value) {
  const isPlain = Object.prototype.toString.call(value) === "[object Object]";
  if (!isPlain || Object.keys(value).length > MOST_SETTINGS) {
    return false;
  }
  return Object.values(value).every((item) => (Array.isArray(item) ? isList(item) : isPart(item)));
}

function isList(value) {
  return value.length <= MOST_ITEMS && Array.from(value).every(isPart);
}

function isPart(value) {
  const isText = typeof value === "string" && value.length <= MOST_CHARACTERS;
  return isText || Number.isFinite(value) || typeof value === "boolean";
}
