// The card of the probe: the point, what the network makes of it, and how the neuron in focus
// comes to its value, written out with the numbers of the moment.

import { formatNumber, formatPercent } from "../../scales.js";
import { createChanges } from "../../views/changes.js";
import { element } from "../../views/element.js";
import { featuresOf } from "../../views/features.js";
import { hasUnit, outputLayer, unitTitle } from "../../views/units.js";
import { forwardSum } from "./forward-sum.js";
import { readingOf } from "./probe.js";

/** What is written before the sum in brackets. */
const FUNCTIONS = {
  leaky_relu: "leaky ReLU",
  relu: "ReLU",
  elu: "ELU",
  gelu: "GELU",
  sine: "sin",
  hard_tanh: "hard tanh",
  half_tanh: "tanh ½",
};

export function createProbeCard(root, { onRelease }) {
  const point = element("p", { class: "probe-point num" });
  const output = element("p", { class: "probe-output num" });
  const close = element("button", { class: "btn icon probe-close", "aria-label": "Release the probe" });
  const caption = element("caption");
  const body = element("tbody");
  const spoken = element("p", { class: "sr", "aria-live": "polite" });
  const isNew = { structure: createChanges(), reading: createChanges(), point: createChanges() };
  let cells = []; // the numbers of the table, row by row

  close.append("×");
  close.addEventListener("click", onRelease);
  root.append(
    element("header", {}, point, output, close),
    element("table", { class: "num" }, caption, body),
    spoken,
  );

  return {
    draw(state) {
      const reading = readingOf(state);
      root.hidden = !reading;
      if (reading) {
        close.hidden = !state.probe.isPinned;
        drawReading(reading, state.focus);
      }
    },
  };

  function drawReading(reading, focus) {
    const { snapshot } = reading;
    const unit = neuronOf(reading, focus);
    const sum = forwardSum(reading, unit);
    const sources = sourcesOf(snapshot, unit);
    if (isNew.structure(unit.layer, unit.unit, snapshot.classes, ...sources, sum.activation)) {
      caption.textContent = unitTitle(snapshot, unit);
      cells = replaceRows(body, sum, { sources, offered: featuresOf(snapshot) });
    }
    if (isNew.reading(reading, unit.unit, unit.layer)) {
      write(point, `x1 ${two(reading.x1)}, x2 ${two(reading.x2)}`);
      showOutput(output, reading);
      numbersOf(sum).forEach((text, i) => write(cells[i], text));
    }
    if (isNew.point(reading.x1, reading.x2)) {
      spoken.textContent = `${point.textContent}: ${describeOutput(reading)}`;
    }
  }
}

/** The neuron in focus, else the output, or the most likely one of its classes. */
function neuronOf({ values, snapshot }, focus) {
  if (focus && focus.layer > 0 && hasUnit(snapshot, focus)) {
    return focus;
  }
  return { layer: outputLayer(snapshot), unit: likeliest(values.at(-1)) };
}

function likeliest(values) {
  return values.indexOf(Math.max(...values));
}

// ----- the output in a few words -----

function showOutput(root, reading) {
  const { snapshot, values } = reading;
  write(root, describeOutput(reading));
  root.dataset.class = classOf(values.at(-1), snapshot.classes) ?? "";
}

function describeOutput({ values, snapshot: { classes } }) {
  const output = values.at(-1);
  if (classes === 0) {
    return `output ${two(output[0])}`;
  }
  if (classes > 2) {
    const winner = likeliest(output);
    return `class ${winner + 1}, ${formatPercent(output[winner], 0)}`;
  }
  return `class ${output[0] < 0 ? formatNumber(-1) : "+1"}: ${two(output[0])}`;
}

/** 1 for the first class; undefined where numbers are predicted. */
function classOf(output, classes) {
  if (classes > 2) {
    return likeliest(output) + 1;
  }
  const sign = output[0] < 0 ? 2 : 1;
  return classes === 2 ? sign : undefined;
}

// ----- the sum -----

/** What the terms are called: features by their formula, neurons by their number. */
function sourcesOf({ config }, { layer }) {
  return layer === 1 ? config.features : [];
}

function replaceRows(body, { terms, rest, activation }, { sources, offered }) {
  const nameOf = ({ source }) => sourceName(sources[source], source, offered);
  const rows = terms.map((term) => termRow(nameOf(term)));
  if (rest) {
    rows.push(totalRow(`… ${rest.count} more`, "part"));
  }
  rows.push(totalRow("bias", "part"), totalRow("sum", "sum"), valueRow(activation));
  body.replaceChildren(...rows);
  return [...body.querySelectorAll("[data-number]")];
}

function sourceName(feature, source, offered) {
  const known = offered.find(({ name }) => name === feature);
  if (known) {
    return [element("span", { class: "m" }, ...known.formula())];
  }
  return [`neuron ${source + 1}`];
}

function termRow(name) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, ...name),
    number(),
    element("td", { class: "sign" }, "×"),
    number(),
    element("td", { class: "sign" }, "="),
    number(),
  );
}

function totalRow(name, kind) {
  const label = element("th", { scope: "row", colspan: "5" }, name);
  return element("tr", { class: kind }, label, number());
}

/** tanh(0.45) and its value */
function valueRow(activation) {
  const name = element("th", { scope: "row", colspan: "5" });
  name.append(`${FUNCTIONS[activation] ?? activation}(`, element("span", { "data-number": "" }), ")");
  return element("tr", { class: "value" }, name, number());
}

function number() {
  return element("td", { "data-number": "" });
}

/** In the order of the cells that replaceRows made. */
function numbersOf({ terms, rest, bias, sum, value }) {
  return [
    ...terms.flatMap(({ weight, input, product }) => [weight, input, product]),
    ...(rest ? [rest.sum] : []),
    bias,
    sum,
    sum,
    value,
  ].map((item) => two(item));
}

function two(value) {
  return formatNumber(value, Math.abs(value) < 1000 ? 2 : 0);
}

function write(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
