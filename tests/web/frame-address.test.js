import assert from "node:assert/strict";
import test from "node:test";

import { frameAddress } from "../../web/embed/frame-address.js";

const BASE = "https://example.org/nnplay/";

test("options go into the query, settings into the hash", () => {
  const attributes = [
    ["lab", "classify"],
    ["dataset", "spiral"],
    ["hidden", "8,8"],
    ["start", "slide"],
  ];
  assert.equal(
    frameAddress(attributes, BASE),
    "https://example.org/nnplay/?embed=1&lab=classify&start=slide#dataset=spiral&hidden=8,8",
  );
});

test("names may have hyphens, and what HTML means by an attribute is no setting", () => {
  const attributes = [
    ["class", "wide"],
    ["data-id", "7"],
    ["onclick", "alert(1)"],
    ["learning-rate", "0.1"],
    ["layers", "3"],
  ];
  assert.equal(frameAddress(attributes, BASE), `${BASE}?embed=1#learning_rate=0.1&hidden=3`);
});

test("a text cannot leave its place", () => {
  const address = new URL(frameAddress([["formula", "x1&lab=paint#?'\""]], BASE));
  assert.equal(new URLSearchParams(address.hash.slice(1)).get("formula"), "x1&lab=paint#?'\"");
  assert.equal(address.search, "?embed=1");
});
