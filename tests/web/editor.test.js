import assert from "node:assert/strict";
import { test } from "node:test";

import { showingCode } from "../../web/editor/messages.js";

test("a network goes back with the settings of the page, as Python has them", () => {
  const settings = { dataset: "formula", formula: 'x1 > "2"\n', features: ["x1", "x2"], noise: 5 };
  assert.equal(
    showingCode({ lab: "classify", settings }),
    [
      "from canvas import show",
      "",
      "show(model,",
      '    dataset="formula",',
      '    formula="x1 > \\"2\\"\\n",',
      '    features=["x1", "x2"],',
      "    noise=5)",
    ].join("\n"),
  );
});

test("it goes back to the lab that it came from", () => {
  assert.match(showingCode({ lab: "paint", settings: { a: true } }), /\(model,\n    lab="paint",\n    a=True\)$/);
});
