// How the page behaves in a frame of another page, as its address says, for instance
// ?embed=1&theme=dark&start=slide&steps=300. All of it may stand in the query and in the hash,
// which has the last word.

const MOST_STEPS = 10_000_000;

/** One row per option: `read` gives its value, or undefined for a text that makes no sense. */
const OPTIONS = {
  embed: { ...choice({ 0: false, 1: true }), initial: false },
  theme: { ...choice({ auto: "auto", light: "light", dark: "dark" }), initial: undefined },
  start: { ...choice({ click: "click", slide: "slide", auto: "auto" }), initial: "click" },
  steps: { read: readSteps, expected: `a whole number up to ${MOST_STEPS}`, initial: 0 },
  origin: { read: readOrigin, expected: "an origin such as https://example.org", initial: "" },
};

export const EMBED_OPTIONS = Object.keys(OPTIONS);

/**
 * embed: is this page a frame of another? theme: undefined leaves the choice to the reader.
 * start: what starts the training besides the play button. steps: where it stops, by the number
 * that the page counts; 0 for nowhere. origin: of the only page that may send messages, "" for
 * any that holds this one. problems: a sentence for each value that makes no sense.
 */
export function readEmbedOptions({ search, hash }) {
  const given = partsOf(search + hash);
  const rows = Object.entries(OPTIONS);
  const options = Object.fromEntries(rows.map(([name, { initial }]) => [name, initial]));
  const problems = [];
  rows.forEach(([name, { read, expected }]) => {
    const value = given.has(name) ? read(given.get(name)) : options[name];
    if (given.has(name) && value === undefined) {
      problems.push(`unknown ${name}: ${given.get(name).slice(0, 40)} (expected ${expected})`);
    } else {
      options[name] = value;
    }
  });
  return { ...options, problems };
}

/** Jupyter appends ?name=value to an address even where it ends in a hash. */
function partsOf(address) {
  return new Map(new URLSearchParams(address.replace(/[?#]/g, "&")));
}

function choice(values) {
  const names = Object.keys(values);
  return {
    read: (text) => (names.includes(text) ? values[text] : undefined),
    expected: `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`,
  };
}

function readSteps(text) {
  const steps = Number(text);
  return Number.isInteger(steps) && steps >= 0 && steps <= MOST_STEPS ? steps : undefined;
}

function readOrigin(text) {
  return URL.canParse(text) && new URL(text).origin === text ? text : undefined;
}
