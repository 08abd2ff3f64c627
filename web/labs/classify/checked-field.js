// A field whose text Python checks. What is typed is proposed as settings; what Python says to it
// stands below the field, and the run stays as it was. Nothing that was typed is lost.

import { element } from "../../views/element.js";

/**
 * input: its aria-describedby names, first, the element for what Python says. on: "input" to
 * propose with every key, "change" when the reader is done. textOf(config): what to show.
 * changesFor(text): the settings to propose; propose resolves to an error or to undefined.
 */
export function createCheckedField(input, { on, textOf, changesFor, propose }) {
  const message = document.getElementById(input.getAttribute("aria-describedby").split(" ")[0]);
  let typed; // what Python has not taken
  let asked; // the last that it was asked about
  let isAsking = false;
  let isReady = false;

  /** One question at a time; what is typed meanwhile is the next. */
  async function ask() {
    if (!isReady || isAsking || typed === undefined || typed === asked) {
      return;
    }
    isAsking = true;
    asked = typed;
    const refusal = await propose(changesFor(asked));
    isAsking = false;
    drawRefusal(refusal);
    if (typed === asked && !refusal) {
      typed = undefined;
      asked = undefined;
    }
    ask();
  }

  function drawRefusal(refusal) {
    message.hidden = !refusal;
    input.setAttribute("aria-invalid", Boolean(refusal));
    message.replaceChildren(...(refusal ? describe(refusal, asked) : []));
  }

  input.addEventListener(on, () => {
    typed = input.value;
    ask();
  });

  return {
    draw({ config, status }) {
      if (isReady && status !== "ready") {
        isAsking = false; // whoever was asked is gone
        asked = undefined;
      }
      isReady = status === "ready";
      ask();
      const text = textOf(config);
      if (typed === undefined && document.activeElement !== input && input.value !== text) {
        input.value = text;
      }
    },
  };
}

/** A formula is repeated with the character that is to blame marked. */
function describe({ message, position }, text) {
  if (position === undefined) {
    return [message];
  }
  const culprit = element("mark", {}, text[position] ?? "\u00a0");
  const line = element("code", {}, text.slice(0, position), culprit, text.slice(position + 1));
  return [line, message];
}
