import assert from "node:assert/strict";
import test from "node:test";

import { frameAddressOf, makeSnippet } from "../../web/embed/snippets.js";

const WISH = {
  site: "https://example.org/nnplay/",
  link: "v=1&dataset=circle&hidden=8,8",
  size: "640x400",
  title: "Playground",
  theme: "",
  start: "slide",
  controls: "",
};
const ADDRESS = `${WISH.site}?embed=1&start=slide&v=1&dataset=circle&hidden=8,8`;
const ESCAPED = ADDRESS.replaceAll("&", "&amp;");

test("the address of a frame has the options that are not as usual, then the state", () => {
  assert.equal(frameAddressOf(WISH), ADDRESS);
  assert.equal(frameAddressOf({ site: WISH.site, link: "" }), `${WISH.site}?embed=1`);
});

test("a frame may show some controls only, or all but some", () => {
  const frame = { site: WISH.site, link: "" };
  assert.ok(frameAddressOf({ ...frame, hide: "loss,noise" }).endsWith("&hide=loss,noise"));
  assert.ok(makeSnippet("element", { ...WISH, controls: "play" }).includes(' controls="play" '));
});

test("an iframe has the chosen size, or fills the width", () => {
  const fixed = makeSnippet("html", WISH);
  assert.ok(fixed.startsWith(`<iframe src="${ESCAPED}" width="640" height="400"`));
  const fluid = makeSnippet("html", { ...WISH, size: "responsive" });
  assert.ok(fluid.includes('style="width: 100%; aspect-ratio: 960 / 700; border: 0"'));
});

test("the element has an attribute for every option and setting", () => {
  const text = makeSnippet("element", { ...WISH, size: "responsive" });
  assert.ok(text.includes('src="https://example.org/nnplay/embed.js"'));
  assert.ok(text.endsWith('<nn-play start="slide" dataset="circle" layers="8,8"></nn-play>'));
});

test("an attribute cannot be left by what it says", () => {
  const link = new URLSearchParams([["formula", '"><script>&']]).toString();
  const text = makeSnippet("element", { ...WISH, link, size: "responsive" });
  assert.ok(text.includes('formula="&quot;&gt;&lt;script&gt;&amp;"'));
});

test("slides load the frame when they come, and a notebook gets a call", () => {
  assert.ok(makeSnippet("reveal", WISH).includes(`class="r-stretch" data-src="${ESCAPED}"`));
  assert.ok(makeSnippet("quarto", WISH).includes("```{=html}\n<iframe"));
  assert.ok(makeSnippet("jupyter", WISH).endsWith(`IFrame("${ADDRESS}", 640, 400)`));
});

test("Markdown gets a link to the whole page", () => {
  assert.equal(makeSnippet("markdown", WISH), `[Playground](${WISH.site}#${WISH.link})`);
});
