// When training is to stop by itself: at an epoch, at a loss, or when nothing gets better.

import { formatCount, formatLoss } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { createCheckedField } from "./checked-field.js";

const INVITATION = "Stop at an epoch, at a loss, or on a plateau";

/** In words, by the name of the setting; 0 means never. */
const RULES = {
  stop_epoch: (epoch) => `epoch ${formatCount(epoch)}`,
  stop_loss: (loss) => `training loss ${formatLoss(loss)}`,
  stop_plateau: (epochs) => `${formatCount(epochs)} epochs without progress`,
};

export function createStopRules(root, { propose }) {
  const buttons = [...root.querySelectorAll("[popovertarget=stop-rules]")];
  const isNew = createChanges();
  const fields = Object.keys(RULES).map((name) =>
    createCheckedField(root.querySelector(`[name=${name}]`), {
      on: "change",
      textOf: (config) => String(config[name] || ""),
      changesFor: (text) => ({ [name]: Number(text) }),
      propose,
    }),
  );

  return {
    draw(state) {
      fields.forEach((field) => field.draw(state));
      const words = describe(state.config);
      if (isNew(words)) {
        buttons.forEach((button) => {
          button.classList.toggle("on", words !== "");
          button.title = words ? `Stops at ${words}` : INVITATION;
        });
      }
    },
  };
}

function describe(config) {
  const active = Object.entries(RULES).filter(([name]) => config[name]);
  return active.map(([name, words]) => words(config[name])).join(" or ");
}
