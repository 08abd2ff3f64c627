// A table as data: paste it, choose a file or drop one, say which columns to use. Python reads the
// table and says what is wrong with it; until it is right, nothing on the page changes.

import { formatCount } from "../../scales.js";
import { element } from "../../views/element.js";
import { MOST_POINTS } from "./points.js";

const LARGEST = 2_000_000; // characters
const COLUMNS = ["x1_column", "x2_column", "label_column"];

/** onUse({points, problem, class_names}): the reader wants to learn from these points. */
export function createCsvDialog(root, { getConfig, readTable, onUse }) {
  const dialog = root.querySelector("#csv");
  const part = (selector) => dialog.querySelector(selector);
  const text = part("#csv-text");
  const use = part("#csv-use");
  const kind = part("[name=label_kind]");
  const selects = COLUMNS.map((name) => part(`[name=${name}]`));
  let table; // what Python made of the text
  let lastQuestion = 0;

  root.querySelector("#open-csv").addEventListener("click", open);
  text.addEventListener("input", readText);
  text.addEventListener("paste", (event) => {
    if (!isSmall(event.clipboardData.getData("text"))) {
      event.preventDefault();
    }
  });
  [...selects, kind].forEach((select) => select.addEventListener("input", readColumns));
  use.addEventListener("click", () => {
    dialog.close();
    onUse({
      points: Array.from(table.points),
      problem: kind.value,
      class_names: table.class_names.length > 0 ? table.class_names : undefined,
    });
  });

  part("[type=file]").addEventListener("change", ({ target }) => {
    readFile(target.files[0]);
    target.value = ""; // so that the same file can be chosen again
  });
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (file) {
      event.preventDefault();
      readFile(file);
    }
  });

  function open() {
    kind.value = getConfig().problem;
    dialog.showModal();
    text.focus();
    if (text.value) {
      readText();
    }
  }

  async function readFile(file) {
    const given = file && isShort(file.size) ? await file.text() : "";
    if (given && isSmall(given)) {
      text.value = given;
      readText();
    }
  }

  /** What is too large is refused before it is in the field: browsers take seconds to lay it out. */
  function isSmall(given) {
    return isShort(given.length) && hasFewLines(given);
  }

  function isShort(length) {
    const megabytes = (length / 1e6).toFixed(1);
    return expectAtMost(LARGEST, length, `This has ${megabytes} MB; at most 2 MB can be read.`);
  }

  /** One more than there may be points, as the first may be a header. */
  function hasFewLines(given) {
    const lines = given.trim().split("\n").length;
    const [found, most] = [lines, MOST_POINTS].map(formatCount);
    const problem = `This has ${found} lines; at most ${most} rows can be used.`;
    return expectAtMost(MOST_POINTS + 1, lines, problem);
  }

  function expectAtMost(most, count, problem) {
    const isTooMany = count > most;
    if (isTooMany) {
      refuse("#csv-refusal", problem);
    }
    return !isTooMany;
  }

  // ----- reading -----

  async function readText() {
    table = undefined;
    drawTable();
    if (text.value.trim() === "" || !isSmall(text.value)) {
      return;
    }
    const answer = await ask({ text: text.value }, "#csv-refusal");
    part(".found").hidden = !answer;
    if (answer) {
      drawRows(answer);
      chooseColumns(answer);
      readColumns();
    }
  }

  async function readColumns() {
    const columns = selects.map((select) => Number(select.value));
    const question = { text: text.value, columns, problem: kind.value };
    table = await ask(question, "#csv-columns-refusal");
    drawTable();
  }

  /** The answer to the last question; undefined if Python refuses, or is asked another one. */
  async function ask(question, place) {
    lastQuestion += 1;
    const number = lastQuestion;
    use.disabled = true;
    try {
      const answer = await readTable(question);
      if (number === lastQuestion) {
        refuse(place, "");
        return answer;
      }
    } catch (error) {
      if (number === lastQuestion) {
        refuse(place, error.message);
      }
    }
    return undefined;
  }

  // ----- drawing -----

  function refuse(place, message) {
    part(place).textContent = message;
    part(place).hidden = !message;
  }

  function drawTable() {
    use.disabled = !table;
    part("#csv-summary").textContent = table ? summary(table) : "";
    if (text.value.trim() === "") {
      part(".found").hidden = true;
      refuse("#csv-refusal", "");
    }
  }

  function drawRows({ names, first_rows: rows }) {
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
    const body = rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell))));
    part("table").replaceChildren(head, ...body);
  }

  /** The reader's choice stays while the columns are the same. */
  function chooseColumns({ names, first_rows: rows }) {
    const [select] = selects;
    const isKnown = names.join("\n") === [...select.options].map(({ text }) => text).join("\n");
    if (isKnown) {
      return;
    }
    const guess = guessColumns(names, rows);
    selects.forEach((column, i) => {
      column.replaceChildren(...names.map((name, index) => new Option(name, index)));
      column.value = guess[i];
    });
  }
}

/** The first two columns that are mostly numbers, and the last one that is left. */
function guessColumns(names, rows) {
  const all = [...names.keys()];
  const isNumber = (cell) => !Number.isNaN(Number.parseFloat(cell));
  const isNumeric = (column) =>
    rows.filter((row) => isNumber(row[column])).length > rows.length / 2;
  const [x1, x2] = new Set([...all.filter(isNumeric), ...all]);
  return [x1, x2, all.findLast((column) => column !== x1 && column !== x2)];
}

function summary({ rows, class_names: names, is_scaled }) {
  const classes = names.length > 0 ? `, ${names.length} classes: ${names.join(", ")}` : "";
  const scaled = is_scaled ? " Both columns are scaled to fit the plane from −5 to 5." : "";
  return `${formatCount(rows)} points${classes}.${scaled}`;
}
