import assert from "node:assert/strict";
import test from "node:test";

import { readEmbedOptions } from "../../web/embed-options.js";

const read = (address) => {
  const { hash, search } = new URL(address, "https://example.org/");
  return readEmbedOptions({ hash, search });
};

test("a page is no embed, starts on a click and goes on for ever, unless its address says so", () => {
  assert.deepEqual(read("./"), {
    embed: false,
    theme: undefined,
    start: "click",
    steps: 0,
    origin: "",
    problems: [],
  });
});

test("options are read from the query and the hash, which has the last word", () => {
  assert.equal(read("./?embed=1&start=slide").start, "slide");
  assert.equal(read("./#embed=1").embed, true);
  const { theme, steps } = read("./?theme=dark&steps=300#theme=light");
  assert.deepEqual([theme, steps], ["light", 300]);
});

test("what Jupyter appends after a hash is read too", () => {
  assert.equal(read("./#dataset=circle?embed=1&theme=dark").theme, "dark");
});

test("a value that makes no sense is named, and the usual one taken", () => {
  const { start, steps, origin, problems } = read("./?start=now&steps=-1&origin=example.org");
  assert.deepEqual([start, steps, origin], ["click", 0, ""]);
  assert.equal(problems[0], "unknown start: now (expected click, slide or auto)");
  assert.equal(problems.length, 3);
});

test("names of an object's own methods are no values", () => {
  assert.equal(read("./?start=constructor&theme=__proto__").problems.length, 2);
});
