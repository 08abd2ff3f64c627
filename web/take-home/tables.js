// Data and curves as CSV.

/** data: flat inputs and targets, as Python sends them. */
export function pointsToCsv({ train_inputs, train_targets, test_inputs, test_targets }) {
  return toCsv(
    ["x1", "x2", "label", "part"],
    [...rowsOf(train_inputs, train_targets, "train"), ...rowsOf(test_inputs, test_targets, "test")],
  );
}

/** history: lists of one length; what is no list is left out. */
export function historyToCsv(history) {
  const names = Object.keys(history).filter((name) => Array.isArray(history[name]));
  const rows = history[names[0]].map((_, row) => names.map((name) => history[name][row]));
  return toCsv(names, rows);
}

function rowsOf(inputs, targets, part) {
  return Array.from(targets, (target, i) => [inputs[2 * i], inputs[2 * i + 1], target, part]);
}

function toCsv(names, rows) {
  return [names, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

function cell(value) {
  return typeof value === "number" ? Number(value.toPrecision(7)) : (value ?? "");
}
