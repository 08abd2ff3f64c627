import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import * as classifyLink from "../../web/labs/classify/link.js";
import * as paintLink from "../../web/labs/paint/link.js";
import { PRESETS } from "../../web/labs/paint/presets.js";
import { labIn, lastingPart, linkTo, partsOf, readLink, stateOf } from "../../web/links/link.js";

const SETTINGS = JSON.parse(readFileSync(new URL("../../dist/settings.json", import.meta.url)));
const LABS = ["classify", "paint"];
const LINKS = { classify: classifyLink, paint: paintLink };
const termsOf = (name) => ({ name, labs: LABS, settings: SETTINGS[name], ...LINKS[name] });
const CLASSIFY = termsOf("classify");
const PAINT = termsOf("paint");

const read = (hash, terms = CLASSIFY, search = "") => readLink({ search, hash }, terms);
const open = async (hash, terms) => stateOf(await read(hash, terms), terms);
const problemsOf = async (hash) => (await read(hash)).problems;

/** A repeatable stream of numbers in [0, 1): mulberry32. */
function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A value that a row takes, in the form that Python gives it. */
function anyValue(row, random) {
  const whole = (low, high) => low + Math.floor(random() * (high - low + 1));
  const pick = (items) => items[whole(0, items.length - 1)];
  const list = (item, most = row.count[1]) =>
    Array.from({ length: whole(row.count[0], Math.min(most, 30)) }, item);
  const makers = {
    flag: () => random() < 0.5,
    choice: () => pick(row.choices),
    integer: () => whole(row.low, row.high),
    number: () => row.low + random() ** 4 * (row.high - row.low),
    integers: () => (row.count[1] === 3 ? [1, 0, 1] : list(() => whole(row.low, row.high))),
    numbers: () => Array.from({ length: 3 * whole(1, 40) }, () => Math.fround(random() * 12 - 6)),
    names: () => list(() => pick(row.choices)),
    choices: () => row.choices.filter(() => random() < 0.5),
    text: () => pick(["", "x1*x2", "sin(3*x1) + 'ü&=#?%~+ \\\"", "hypot(x1, x2) ".repeat(20)]),
    lines: () => list(() => pick(["setosa", "Iris, blue", "é & = #", ""])),
  };
  return makers[row.kind]();
}

/** Some value for every setting; problem, data set and formula are made to go together. */
function anyState(terms, random) {
  const values = (rows) => rows.map((row) => [row.name, anyValue(row, random)]);
  const config = Object.fromEntries(values(terms.settings));
  if (terms.name === "classify") {
    const isRegression = ["plane", "multi_gauss"].includes(config.dataset);
    config.problem = isRegression ? "regression" : "classification";
    config.formula = config.dataset === "formula" ? "x1 / 3" : "";
    const classed = config.points.map((value, i) => (i % 3 === 2 ? i % 2 : value));
    config.points = config.dataset === "points" ? classed : [];
  }
  const view = terms.view.map((row) => {
    const value = anyValue(row, random);
    return row.patch ? row.patch(value) : { [row.name]: value };
  });
  return { ...stateOf({ config, view: {}, problems: [] }, terms), ...Object.assign({}, ...view) };
}

for (const terms of [CLASSIFY, PAINT]) {
  test(`every setting of ${terms.name} survives being sent as a link`, async () => {
    const random = createRandom(7);
    for (let round = 0; round < 200; round += 1) {
      const state = anyState(terms, random);
      const link = await linkTo(state, terms);
      const { config, view, problems } = await read(`#${link}`, terms);
      const arrived = stateOf({ config, view, problems }, terms);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        arrived.config.points?.map(Math.fround),
        state.config.points?.map(Math.fround),
      );
      assert.deepEqual({ ...arrived.config, points: [] }, { ...state.config, points: [] });
      const names = state.config.dataset === "points" ? state.class_names : undefined;
      assert.deepEqual(arrived.class_names, names);
      terms.view.forEach(({ name }) => {
        if (name !== "class_names") {
          assert.deepEqual(arrived[name], state[name], name);
        }
      });
      assert.equal(await linkTo(arrived, terms), link);
    }
  });

  test(`a page of ${terms.name} as it starts has nothing to say but its lab`, async () => {
    const link = await linkTo(await open("", terms), terms);
    assert.equal(link, terms.name === "classify" ? "" : "v=1&lab=paint");
  });
}

test("a link is short and can be read", async () => {
  const state = await open("", CLASSIFY);
  const config = { ...state.config, dataset: "circle", hidden: [8, 8], learning_rate: 0.05 };
  const link = await linkTo({ ...state, config, show_test: true }, CLASSIFY);
  assert.equal(link, "v=1&dataset=circle&hidden=8,8&learning_rate=0.05&show_test=1");
});

test("a chat or Markdown does not cut a link at a parenthesis or a quote", async () => {
  const state = await open("#dataset=formula&formula=hypot(x1,'x2')*2", CLASSIFY);
  const link = await linkTo(state, CLASSIFY);
  assert.match(link, /^[\w=&,.:%~-]+$/);
  assert.equal((await open(`#${link}`, CLASSIFY)).config.formula, "hypot(x1,'x2')*2");
});

test("many points are compressed, a few can be read", async () => {
  const few = await open("#dataset=points&points=1,2,0,-1.5,3,1", CLASSIFY);
  assert.match(await linkTo(few, CLASSIFY), /&points=1,2,0,-1.5,3,1$/);
  const random = createRandom(1);
  const coordinate = () => Math.round(random() * 600) / 100;
  const points = Array.from({ length: 900 }, (_, i) => (i % 3 === 2 ? i % 2 : coordinate()));
  const link = await linkTo({ ...few, config: { ...few.config, points } }, CLASSIFY);
  assert.match(link, /&points=~[\w-]+$/);
  assert.ok(link.length < 3000, String(link.length));
  assert.deepEqual((await read(`#${link}`)).config.points, points);
});

test("points that no data set uses stay at home", async () => {
  const state = await open("#dataset=points&points=1,2,0", CLASSIFY);
  const link = await linkTo({ ...state, config: { ...state.config, dataset: "xor" } }, CLASSIFY);
  assert.equal(link, "v=1&dataset=xor");
});

test("settings are also read from the query, and the hash has the last word", async () => {
  const { config } = await read("#noise=20", CLASSIFY, "?dataset=xor&noise=10");
  assert.deepEqual(config, { dataset: "xor", noise: 20 });
});

test("Jupyter may append a query to a hash", async () => {
  const { config } = await read("#v=1&dataset=xor?noise=10&hidden=3");
  assert.deepEqual(config, { dataset: "xor", noise: 10, hidden: [3] });
});

test("a value that is not in a menu is taken as it is", async () => {
  const { config, problems } = await read("#learning_rate=0.05&batch_size=37");
  assert.deepEqual([config, problems], [{ learning_rate: 0.05, batch_size: 37 }, []]);
});

test("what is wrong is named, with what is expected, and all else is used", async () => {
  const { config, problems } = await read("#dataset=donut&noise=51&hidden=4,x&seed=7&foo=1");
  assert.deepEqual(config, { seed: 7 });
  assert.match(problems[0], /^unknown dataset: 'donut' \(expected circle, xor, .* or formula\)$/);
  assert.deepEqual(problems.slice(1), [
    "invalid noise: '51' (expected a whole number, 0 to 50)",
    "invalid hidden: 'x' (expected a whole number, 1 to 32)",
    "unknown key: 'foo'",
  ]);
});

test("a key with two values takes the last one and says so", async () => {
  const { config, problems } = await read("#dataset=xor&seed=7&dataset=circle&seed=7");
  assert.deepEqual(config, { dataset: "circle", seed: 7 });
  assert.deepEqual(problems, ["repeated dataset: 'circle' is used"]);
});

const MALFORMED = [
  "noise=NaN", "noise=Infinity", "noise=1e999", "noise=", "noise=0x10", "noise=1;2", "noise=[1]",
  "learning_rate=-1", "learning_rate=1e-999", "learning_rate=nan", "learning_rate=null",
  "hidden=1,,2", "hidden=[4,2]", "hidden=1,2,3,4,5,6,7,8,9", "hidden=4.5", "hidden=%00",
  "features=x1,x9", "features=constructor", "dataset=toString", "dataset=__proto__",
  "show_test=maybe", "view=<script>alert(1)</script>", "__proto__=1", "constructor=1",
  "hasOwnProperty=1", "__proto__[polluted]=1", "toString_hide=true", "points=~!!!!", "points=~AAAA",
  "points=1,2,Infinity", "points=1,2", "points=1,2,9", "dataset=points", "v=2", "lab=constructor", "hide=everything", "space=1,2,3,4", "a", "%",
];

test("a malformed link says so and changes nothing", async () => {
  const state = await open("", CLASSIFY);
  for (const hash of MALFORMED) {
    const { config, view, hidden, problems } = await read(`#${hash}`);
    assert.equal(problems.length, 1, hash);
    assert.ok(problems[0].length < 250, hash);
    assert.deepEqual({ config, view, hidden }, { config: {}, view: {}, hidden: [] }, hash);
  }
  assert.deepEqual(await open("", CLASSIFY), state);
  assert.equal({}.polluted, undefined);
});

test("a huge link is not even looked at", async () => {
  const { config, problems } = await read(`#noise=10&formula=${"x".repeat(1_000_000)}`);
  assert.deepEqual(config, {});
  assert.deepEqual(problems, ["this link is too long to be one of this page"]);
});

test("a link that was cut off names the part that is lost", async () => {
  const points = Array.from({ length: 300 }, (_, i) => (i % 3 === 2 ? 0 : i / 100));
  const state = await open("#dataset=points&points=1,2,0", CLASSIFY);
  const link = await linkTo({ ...state, config: { ...state.config, points } }, CLASSIFY);
  const problems = await problemsOf(`#${link.slice(0, -30)}`);
  assert.match(problems[0], /^invalid points: the compressed data is damaged/);
});

test("a regression data set makes the problem one of regression, and the other way round", async () => {
  assert.deepEqual((await read("#dataset=plane")).config, {
    dataset: "plane",
    problem: "regression",
  });
  assert.equal((await read("#problem=regression")).config.dataset, "plane");
  const { config, problems } = await read("#problem=regression&dataset=xor");
  assert.equal(config.dataset, "plane");
  assert.match(problems[0], /^invalid dataset: 'xor' is not for regression/);
});

test("a preset stands for its settings, and a setting beside it counts more", async () => {
  const { config } = await read("#lab=paint&preset=siren&hidden=5", PAINT);
  assert.deepEqual(config, { ...PRESETS.siren, hidden: [5] });
});

test("controls are hidden by name, by being left out, or as in TensorFlow Playground", async () => {
  const hidden = async (hash) => (await read(hash)).hidden;
  assert.deepEqual(await hidden("#hide=noise,play"), ["noise", "play"]);
  assert.deepEqual(await hidden("#percTrainData_hide=true"), ["train_percent"]);
  assert.deepEqual(await hidden("#learning_rate_hide=true"), ["learning_rate"]);
  assert.deepEqual(await hidden("#learningRate_hide=false"), []);
  assert.deepEqual(await hidden("#numHiddenLayers_hide=true"), ["depth", "width"]);
  assert.deepEqual(await hidden("#controls=all"), []);
  const left = await hidden("#controls=play,dataset");
  assert.ok(!left.includes("play") && !left.includes("dataset") && left.includes("step"));
  assert.deepEqual(await hidden("#hideText=true&x=true"), ["header", "challenge"]);
  assert.deepEqual(await problemsOf("#foo_hide=true"), ["unknown control: 'foo'"]);
});

test("what is said of the page stays in the address, all else is the state's", () => {
  assert.equal(
    lastingPart("?embed=1&noise=3&theme=dark&hide=play,step&noise_hide=true&utm_source=x"),
    "embed=1&theme=dark&hide=play,step&noise_hide=true",
  );
});

test("what others append to count their readers is passed over", async () => {
  assert.deepEqual(await problemsOf("#utm_source=chat&fbclid=1"), []);
});

test("an unknown lab is the first one, and said to be unknown", async () => {
  assert.equal(labIn(partsOf({ search: "", hash: "#lab=paint" }), LABS), "paint");
  assert.equal(labIn(partsOf({ search: "?lab=paint", hash: "#lab=classify" }), LABS), "classify");
  assert.equal(labIn(partsOf({ search: "", hash: "#lab=nope" }), LABS), "classify");
  assert.deepEqual(await problemsOf("#lab=nope"), ["unknown lab: 'nope' (expected classify or paint)"]);
});

test("what a state has no word for stays when a link says nothing of it", async () => {
  const before = { ...(await open("", PAINT)), image: undefined };
  const quiet = await read("#lab=paint", PAINT);
  assert.ok(!("image" in stateOf(quiet, PAINT, before)));
  const naming = await read("#lab=paint&image=dusk", PAINT);
  assert.equal(stateOf(naming, PAINT, before).image, "dusk");
});
