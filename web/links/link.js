// A link says in what state the page is: `key=value` for everything that is not as by default. The
// keys are those of the settings; each has a row that says which values it takes.

import { EMBED_OPTIONS } from "../embed-options.js";
import { allBut, controlsCalled, HIDEABLE } from "./hiding.js";
import { LinkError } from "./link-error.js";
import { isPacked, pack, unpack } from "./packing.js";
import { isPeerLink, readPeerLink } from "./peer.js";
import { writeRun } from "./run.js";
import { readValue, shorten, writeValue } from "./values.js";

const VERSION = "1";
const LONGEST = 500_000; // characters

/** What a link says of the page rather than of the state: these stay while the state changes. */
const PAGE = [
  { name: "hide", kind: "names", choices: HIDEABLE, count: [0, 100] },
  { name: "controls", kind: "names", choices: [...HIDEABLE, "all", "none"], count: [0, 100] },
];
const NOBODYS = /^(utm_.*|fbclid|gclid|msclkid)$/; // what others append to links to count readers
const HIDES = /^(.+)_hide$/;
const HIDES_TEXT = "hideText"; // in TensorFlow Playground

/** The parts of an address by their keys: the query, and what the hash says in its place. */
export function partsOf({ search, hash }) {
  return new Map(isTooLong({ search, hash }) ? [] : split(search + hash));
}

function isTooLong({ search, hash }) {
  return search.length + hash.length > LONGEST;
}

/** What stays of a query or a hash, whatever the state, as text. */
export function lastingPart(text) {
  const names = [...PAGE.map(({ name }) => name), ...EMBED_OPTIONS, HIDES_TEXT];
  return joined(split(text).filter(([key]) => names.includes(key) || HIDES.test(key)));
}

/** Jupyter appends ?key=value to an address even where it ends in a hash. */
function split(text) {
  return [...new URLSearchParams(text.replace(/[?#]/g, "&"))];
}

/** What is wrong where a key has several values: the last one counts. */
function repeatedIn(text) {
  const parts = split(text);
  const last = new Map(parts);
  const others = parts.filter(([key, value]) => !isKnown(key) && value !== last.get(key));
  return [...new Set(others.map(([key]) => key))].map(
    (key) => `repeated ${shorten(key)}: '${shorten(last.get(key))}' is used`,
  );
}

/** The lab that the parts name, or the first. */
export function labIn(parts, labs) {
  const lab = parts.get("lab");
  return labs.includes(lab) ? lab : labs[0];
}

/**
 * What an address says, in terms of a lab: {name, labs, settings, view, shorthands, isIdle,
 * complete}. labs: the names of all, first the one that opens by itself. settings, view: rows of
 * what can be set, and of how it is shown. shorthands: rows of names for several settings at once.
 * isIdle(name, config): has a setting no effect? complete(config): with what goes without saying,
 * as {config, problems}.
 *
 * Resolves to {config, view, run, hidden, problems}: settings by name, a patch of the page's state,
 * a saved run to go on from, the controls to hide, and what is wrong with the rest, in words.
 */
export async function readLink(address, { settings, view, shorthands = [], complete, labs }) {
  const problems = isTooLong(address)
    ? ["this link is too long to be one of this page"]
    : [address.search, address.hash].flatMap(repeatedIn);
  const given = partsOf(address);
  const parts = isPeerLink(given) ? readPeerLink(given, problems) : given;
  const common = [
    { name: "v", kind: "choice", choices: [VERSION] },
    { name: "lab", kind: "choice", choices: labs },
    { name: "run", kind: "run" },
  ];
  const rows = [...settings, ...view, ...shorthands, ...PAGE, ...common];
  const values = await readParts(parts, new Map(rows.map((row) => [row.name, row])), problems);
  const known = (row) => values.has(row.name);
  const plain = settings.filter(known).map(({ name }) => [name, values.get(name)]);
  const short = shorthands.filter(known).map((row) => row.expand(values.get(row.name)));
  const completed = complete(Object.assign({}, ...short, Object.fromEntries(plain)));
  return {
    config: completed.config,
    view: Object.assign({}, ...view.filter(known).map((row) => patchOf(row, values.get(row.name)))),
    run: values.get("run"),
    hidden: hiddenBy(values, parts, problems),
    problems: [...problems, ...completed.problems],
  };
}

async function readParts(parts, rows, problems) {
  const values = new Map();
  for (const [key, text] of parts) {
    if (rows.has(key)) {
      try {
        const row = rows.get(key);
        values.set(key, readValue(isPacked(text) ? await unpack(text) : text, row));
      } catch (error) {
        problems.push(wordsOf(error, key));
      }
    } else if (!isKnown(key)) {
      problems.push(`unknown key: '${shorten(key)}'`);
    }
  }
  return values;
}

function isKnown(key) {
  const isForOthers = [...EMBED_OPTIONS, HIDES_TEXT].includes(key) || NOBODYS.test(key);
  return isForOthers || HIDES.test(key);
}

function wordsOf(error, key) {
  if (!(error instanceof LinkError)) {
    throw error;
  }
  return error.message.includes(": ") ? error.message : `invalid ${key}: ${error.message}`;
}

function hiddenBy(values, parts, problems) {
  const hidden = new Set(values.get("hide"));
  if (values.has("controls")) {
    allBut(values.get("controls")).forEach((name) => hidden.add(name));
  }
  if (parts.has(HIDES_TEXT) && parts.get(HIDES_TEXT) !== "false") {
    ["header", "challenge"].forEach((name) => hidden.add(name));
  }
  parts.forEach((text, key) => {
    const [, id] = HIDES.exec(key) ?? [];
    const names = id && controlsCalled(id);
    if (id && !names) {
      problems.push(`unknown control: '${shorten(id)}'`);
    } else if (id && text !== "false") {
      names.forEach((name) => hidden.add(name));
    }
  });
  return [...hidden];
}

/** How a row of the view sets the state, and reads it; most go by their own name. */
function patchOf(row, value) {
  return row.patch ? row.patch(value) : { [row.name]: value };
}

function valueIn(row, state) {
  return row.from ? row.from(state) : state[row.name];
}

/** What a link makes of the page's state, `before` if there is one: all else begins anew. */
export function stateOf({ config, view, run, problems }, terms, before) {
  return {
    ...terms.fresh,
    ...initialView(terms.view, before),
    ...view,
    config: { ...initialConfig(terms.settings), ...config },
    arriving: run,
    problems,
  };
}

/** As a page is shown without a link. What a state has no word for stays as it is there. */
export function initialView(view, state) {
  const named = view.filter((row) => !state || valueIn(row, state) !== undefined);
  return Object.assign({}, ...named.map((row) => patchOf(row, row.default)));
}

function initialConfig(settings) {
  return Object.fromEntries(settings.map((row) => [row.name, row.default]));
}

/**
 * The link to a state, without the "#"; "" if all is as by default. isLeftOut(row): what is not to
 * be in it, besides what has no effect. run: a saved run to go on from.
 */
export async function linkTo(state, terms, { isLeftOut = () => false, run } = {}) {
  const { name, labs, settings, view, isIdle } = terms;
  const rows = [
    ...settings.map((row) => ({ row, value: state.config[row.name] })),
    ...view.map((row) => ({ row, value: valueIn(row, state) })),
  ];
  const isTold = (row) => !isIdle(row.name, state.config) && !isLeftOut(row);
  const told = rows.filter(({ row, value }) => isNews(row, value) && isTold(row));
  const written = told.map(async ({ row, value }) => [row.name, await pack(writeValue(value, row))]);
  const lab = name === labs[0] ? [] : [["lab", name]];
  const saved = run ? [["run", await pack(writeRun(run))]] : [];
  const parts = [...lab, ...(await Promise.all(written)), ...saved];
  return parts.length > 0 ? joined([["v", VERSION], ...parts]) : "";
}

function isNews(row, value) {
  return value !== undefined && JSON.stringify(value) !== JSON.stringify(row.default);
}

/** key=value&…, as readable as a URL may be. */
function joined(parts) {
  return parts.map(([key, text]) => `${encode(key)}=${encode(text)}`).join("&");
}

/** Parentheses and quotes are legal in a URL, but not safe in a chat or in Markdown. */
function encode(text) {
  return encodeURIComponent(text)
    .replaceAll("%2C", ",")
    .replaceAll("%2F", "/")
    .replaceAll("%3A", ":")
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
