// Settings that have no place in the panels, and what the controls of the data are called.

import { changesFor, isIdle, nameOfNoise, shownAs } from "../../config.js";
import { createChanges } from "../../views/changes.js";
import { createCheckedField } from "./checked-field.js";

export function createMoreSettings(root, { getConfig, propose }) {
  const inputs = [...root.querySelectorAll("#more-settings input[type=number]")];
  const noise = root.querySelector("[name=noise]").parentElement.querySelector(".lab");
  const isNew = createChanges();
  const fields = inputs.map((input) =>
    createCheckedField(input, {
      on: "change",
      textOf: (config) => shownAs(input.name, config)?.text ?? "",
      changesFor: (text) => changesFor(input.name, text, getConfig()),
      propose,
    }),
  );

  return {
    draw(state) {
      const { config } = state;
      fields.forEach((field) => field.draw(state));
      if (isNew(config) && config.dataset) {
        noise.textContent = nameOfNoise(config);
        inputs.forEach((input) => {
          input.disabled = isIdle(input.name, config);
        });
      }
    },
  };
}
