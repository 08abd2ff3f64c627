// Which controls a frame shows: one of a few usual choices, or each by itself.

import { element } from "../views/element.js";

const CHOSEN = "chosen"; // what the select says of any other choice

/**
 * select: its values are lists of names, "" for all and "none" for none. details: holds a box for
 * each control, while it is open. names: of the controls that there are, see links/hiding.js.
 * Returns options(): {hide} or {controls}, whichever is shorter, as texts; neither if all are shown.
 */
export function createControlChoice({ select, details, names, onChange }) {
  const list = details.querySelector(".list");
  const boxes = names.map(createBox);

  details.addEventListener("toggle", () => {
    list.replaceChildren(...(details.open ? boxes.map((box) => box.parentElement) : []));
  });

  function chosen(isShown) {
    return boxes.filter(({ checked }) => checked === isShown).map(({ value }) => value);
  }

  select.addEventListener("input", () => {
    const shown = namesIn(select.value, names);
    boxes.forEach((box) => {
      box.checked = shown.includes(box.value);
    });
    onChange();
  });

  list.addEventListener("input", () => {
    const shown = chosen(true).join();
    const isUsual = ({ value }) => namesIn(value, names).join() === shown;
    const usual = [...select.options].filter(({ value }) => value !== CHOSEN).find(isUsual);
    select.value = usual?.value ?? CHOSEN;
    onChange();
  });

  return {
    options() {
      const [shown, hidden] = [chosen(true), chosen(false)];
      if (shown.length < hidden.length) {
        return { controls: shown.join() || "none" };
      }
      return { hide: hidden.join() };
    },
  };
}

/** Of a value of the select, in the order of the names. */
function namesIn(value, names) {
  const listed = value.split(",");
  return value === "" ? names : names.filter((name) => listed.includes(name));
}

/** "learning_rate" -> a box called "Learning rate" */
function createBox(name) {
  const box = element("input", { type: "checkbox", value: name, checked: "" });
  const words = name.replaceAll("_", " ");
  element("label", {}, box, `${words[0].toUpperCase()}${words.slice(1)}`);
  return box;
}
