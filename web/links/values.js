// What stands in a link for a value, by the kind of its setting: a kind of nnplay/config.py, or
// "flag", "lines" and "run", which only links have. What is wrong is said in the words of Python.

import { LinkError } from "./link-error.js";
import { readRun, writeRun } from "./run.js";

const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
const SHOWN = 40; // characters of a value in a message
const MOST_CHOICES = 12; // that a message lists

/** Of each kind: `read` makes a value of text, or throws a LinkError; `write` is the way back. */
const KINDS = {
  flag: {
    read: (text, row) => FLAGS.get(text) ?? refuse("invalid", row.name, text, "1 or 0"),
    write: (value) => (value ? "1" : "0"),
  },
  choice: { read: readChoice, write: String },
  integer: { read: readInteger, write: String },
  number: { read: readNumber, write: String },
  integers: { read: readList(readInteger), write: String },
  numbers: { read: readList(readFinite), write: (values) => values.map(shortest).join() },
  names: { read: readList(readChoice), write: String },
  choices: { read: readChoices, write: String },
  text: { read: String, write: String },
  run: { read: readRun, write: writeRun },
  lines: {
    read: (text, row) => counted(text.split("\n"), row, text),
    write: (values) => values.join("\n"),
  },
};

const FLAGS = new Map([
  ["1", true],
  ["true", true],
  ["0", false],
  ["false", false],
]);

export function readValue(text, row) {
  return KINDS[row.kind].read(text, row);
}

export function writeValue(value, row) {
  return KINDS[row.kind].write(value);
}

/** Throws what is wrong with a value; form: "unknown" or "invalid". */
export function refuse(form, name, text, expected) {
  throw new LinkError(`${form} ${name}: '${shorten(text)}' (expected ${expected})`);
}

export function shorten(text) {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function either(options) {
  if (options.length > MOST_CHOICES) {
    return `${options.slice(0, MOST_CHOICES).join(", ")}, …`;
  }
  return options.length > 1 ? `${options.slice(0, -1).join(", ")} or ${options.at(-1)}` : options[0];
}

function readChoice(text, { name, choices }) {
  return choices.includes(text) ? text : refuse("unknown", name, text, either(choices));
}

function readNumber(text, { name, low, high }) {
  const value = numberIn(text);
  return value >= low && value <= high ? value : refuse("invalid", name, text, `${low} to ${high}`);
}

function readInteger(text, { name, low, high }) {
  const value = numberIn(text);
  const isWhole = Number.isInteger(value) && value >= low && value <= high;
  return isWhole ? value : refuse("invalid", name, text, `a whole number, ${low} to ${high}`);
}

function readFinite(text, { name }) {
  const value = numberIn(text);
  return Number.isFinite(value) ? value : refuse("invalid", name, text, "finite numbers");
}

function numberIn(text) {
  return NUMBER.test(text.trim()) ? Number(text) : NaN;
}

/** An empty text is a list without items. */
function readList(readItem) {
  return (text, row) => {
    const items = text === "" ? [] : text.split(",");
    return counted(items, row, text).map((item) => readItem(item, row));
  };
}

function counted(items, { name, count: [least, most] }, text) {
  const isRight = items.length >= least && items.length <= most;
  return isRight ? items : refuse("invalid", name, text, `${least} to ${most} items`);
}

/** Kept in the order in which they are offered. */
function readChoices(text, row) {
  const chosen = readList(readChoice)(text, { ...row, count: [0, Infinity] });
  return row.choices.filter((choice) => chosen.includes(choice));
}

/** The fewest digits that mean the same float32, which is what the network learns from. */
function shortest(value) {
  const wanted = Math.fround(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === wanted) {
      return candidate;
    }
  }
  return Number(value.toPrecision(9));
}
