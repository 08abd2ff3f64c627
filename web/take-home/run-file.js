// A run as a file: settings, weights, what the optimizer remembers, curves. Python checks what is
// Python's; here it is checked that the text is a run at all.

const FORMAT = "nnplay run";
const VERSION = 1;
const DIGITS = [6, 7, 8, 9]; // nine are always enough for a float32

/**
 * {lab, config, state, history, image}: all but the first two may be missing. image: plain values,
 * the lab's own.
 */
export function writeRun({ lab, config, ...parts }) {
  return JSON.stringify({ format: FORMAT, version: VERSION, lab, config, ...parts }, plain);
}

/**
 * The run that a text holds. lab: the one that is open; columns: its curves, to compare with.
 * Throws an Error with a sentence for the reader.
 */
export function readRun(text, { lab, columns }) {
  const run = parse(text);
  if (!isRecord(run) || run.format !== FORMAT) {
    throw new Error("This is not a run that nnplay has saved.");
  }
  if (run.version !== VERSION) {
    throw new Error("It was saved by another version of nnplay.");
  }
  if (run.lab !== lab) {
    throw new Error(`It belongs to another page: ${run.lab}.`);
  }
  if (!isRecord(run.config)) {
    throw new Error("Its settings are missing.");
  }
  if (run.history !== undefined && !isHistory(run.history, columns)) {
    throw new Error("Its curves are damaged.");
  }
  if (run.image !== undefined && !isRecord(run.image)) {
    throw new Error("Its image is damaged.");
  }
  const { config, ...rest } = run;
  const parts = ["state", "history", "image"].filter((name) => rest[name] !== undefined);
  return { config, ...Object.fromEntries(parts.map((name) => [name, rest[name]])) };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${error.message}.`);
  }
}

function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Lists of one length where the page has lists, numbers where it has numbers. */
function isHistory(history, columns) {
  if (!isRecord(history)) {
    return false;
  }
  const names = Object.keys(columns);
  const lists = names.filter((name) => Array.isArray(columns[name]));
  return (
    names.length === Object.keys(history).length &&
    lists.every((name) => isColumn(history[name], history[lists[0]].length)) &&
    names.every((name) => lists.includes(name) || Number.isFinite(history[name]))
  );
}

function isColumn(values, length) {
  const isValue = (value) => value === null || Number.isFinite(value);
  return Array.isArray(values) && values.length === length && values.every(isValue);
}

/** Arrays of float32 as lists of short numbers. */
function plain(_, value) {
  return value instanceof Float32Array ? Array.from(value, shorten) : value;
}

function shorten(value) {
  const short = DIGITS.map((digits) => Number(value.toPrecision(digits)));
  return short.find((number) => Math.fround(number) === value) ?? value;
}
