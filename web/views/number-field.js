// A field for a number that is typed. It accepts either minus sign; what is not a number it keeps
// on display, with a message, and reports nothing.

import { formatNumber } from "../scales.js";
import { element } from "./element.js";

/**
 * limit: the largest size of a number. onCommit gets a number when the reader is done typing.
 * Returns {element, message, show}; message is to be placed near the field.
 */
export function createNumberField({ limit, format, onCommit }) {
  const input = element("input", { type: "text", class: "input num", inputmode: "decimal" });
  const message = element("p", { class: "field-message", role: "alert" });
  let shown = "";
  input.autocomplete = "off";

  /** Does not disturb a reader who is about to type, or has typed. */
  function show(value) {
    if (input.value === shown && document.activeElement !== input) {
      write(value);
    }
  }

  function write(value) {
    shown = format(value);
    input.value = shown;
  }

  function commit() {
    if (input.value === shown) {
      return;
    }
    const { value, problem } = readNumber(input.value, limit);
    say(problem);
    if (!problem) {
      write(value);
      onCommit(value);
    }
  }

  function say(problem = "") {
    message.textContent = problem;
    input.toggleAttribute("aria-invalid", Boolean(problem));
  }

  /** Forgets what was typed. */
  function reset() {
    say();
    input.value = shown;
  }

  input.addEventListener("change", commit);
  input.addEventListener("input", () => say());
  input.addEventListener("focus", () => input.select());
  input.addEventListener("keydown", ({ key }) => {
    if (key === "Enter") {
      commit();
    } else if (key === "Escape") {
      reset();
    }
  });

  return { element: input, message, show, reset };
}

/** Returns {value} or {problem}, a sentence for the reader. */
export function readNumber(text, limit) {
  const plain = text.trim().replace("\u2212", "-");
  const value = Number(plain);
  if (plain === "" || Number.isNaN(value)) {
    const what = plain === "" ? "This is empty" : `“${shorten(plain)}” is not a number`;
    return { problem: `${what}. Type one such as ${formatNumber(-1.5)}.` };
  }
  if (Math.abs(value) > limit) {
    const [least, most] = [-limit, limit].map((bound) => formatNumber(bound));
    return { problem: `This is too large. Type a number from ${least} to ${most}.` };
  }
  return { value };
}

function shorten(text) {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
