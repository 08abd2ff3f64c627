// What the reader writes as a formula in x1 and x2: a data set, and a feature.

import { toggleFeature } from "../../config.js";
import { createChanges } from "../../views/changes.js";
import { createCheckedField } from "./checked-field.js";

export const FIRST_FORMULA = "sin(x1) + x2 / 3";

const HINTS = {
  classification: "+1 where it is 0 or more, \u22121 elsewhere.",
  regression: "The network learns its value.",
};

export function createFormulaData(root, { propose }) {
  const section = root.querySelector("#formula-data");
  const hint = root.querySelector("#formula-hint");
  const isNew = createChanges();
  const field = createCheckedField(root.querySelector("#formula"), {
    on: "input",
    textOf: ({ formula }) => formula ?? "",
    changesFor: (formula) => ({ dataset: "formula", formula }),
    propose,
  });

  return {
    draw(state) {
      const { dataset, problem } = state.config;
      if (isNew(dataset, problem)) {
        section.hidden = dataset !== "formula";
        hint.textContent = HINTS[problem] ?? "";
      }
      field.draw(state);
    },
  };
}

/** The eighth feature. The network draws its tile; the formula has a button below the features. */
export function createCustomFeature(root, { getConfig, propose }) {
  const opener = root.querySelector("[popovertarget=custom-feature]");
  const isNew = createChanges();
  const field = createCheckedField(root.querySelector("#custom-formula"), {
    on: "input",
    textOf: ({ custom_feature }) => custom_feature ?? "",
    changesFor: (formula) => ({
      custom_feature: formula,
      features: withCustom(getConfig().features, formula !== ""),
    }),
    propose,
  });

  return {
    draw(state) {
      const { custom_feature: formula } = state.config;
      if (isNew(formula)) {
        opener.querySelector("span").textContent = formula ? "Edit" : "Add";
        opener.title = formula ? `f = ${formula}` : "A feature of your own";
      }
      field.draw(state);
    },
  };
}

/** Without it some other feature has to be on. */
function withCustom(features, isOn) {
  const next = features.includes("custom") === isOn ? features : toggleFeature(features, "custom");
  return next.length > 0 ? next : ["x1", "x2"];
}
