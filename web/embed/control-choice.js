// Which controls a frame shows: one of a few usual choices, or each by itself.

import { element } from "../views/element.js";

const CHOSEN = "chosen"; // what the select says of any other choice

/** What they are called on the page, where it is not just their name. */
const LABELS = {
  dataset: "Data",
  custom_feature: "Own feature",
  show_test: "Show test data",
  discretize: "Discretize output",
  log_loss: "Log axis",
  smoothing: "Smooth",
};

/**
 * select: its values are lists of names, "" for all and "none" for none. details: holds a box for
 * each control of the frame, while it is open. names: of all controls that a frame may have, see
 * links/hiding.js.
 * Returns offer(names), of those that there are in the frame, and options(): {hide} or {controls},
 * whichever is shorter, as texts; neither if all are shown.
 */
export function createControlChoice({ select, details, names, onChange }) {
  const list = details.querySelector(".list");
  const all = names.map(createBox);
  let boxes = all; // of those in the frame

  function fill() {
    list.replaceChildren(...(details.open ? boxes.map((box) => box.parentElement) : []));
  }

  function chosen(isShown) {
    return boxes.filter(({ checked }) => checked === isShown).map(({ value }) => value);
  }

  /** Which of the usual choices is this one? */
  function showUsual() {
    const shown = chosen(true).join();
    const offered = boxes.map(({ value }) => value);
    const isUsual = ({ value }) => namesIn(value, offered).join() === shown;
    const usual = [...select.options].filter(({ value }) => value !== CHOSEN).find(isUsual);
    select.value = usual?.value ?? CHOSEN;
  }

  details.addEventListener("toggle", fill);

  select.addEventListener("input", () => {
    const shown = namesIn(select.value, names);
    all.forEach((box) => {
      box.checked = shown.includes(box.value);
    });
    onChange();
  });

  list.addEventListener("input", () => {
    showUsual();
    onChange();
  });

  return {
    offer(offered) {
      boxes = all.filter(({ value }) => offered.includes(value));
      fill();
      showUsual();
    },

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

/** "learning_rate" -> a box that is called "Learning rate" */
function createBox(name) {
  const box = element("input", { type: "checkbox", value: name, checked: "" });
  const words = name.replaceAll("_", " ");
  element("label", {}, box, LABELS[name] ?? `${words[0].toUpperCase()}${words.slice(1)}`);
  return box;
}
