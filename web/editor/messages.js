// What the editor and the page that opened it say to each other. The editor asks for the network
// of the page, and sends runs in the text of a saved run; the page answers.

export const ASK = "nnplay:editor";
export const NETWORK = "nnplay:network"; // {code, lab, settings, is_from_link}
export const RUN = "nnplay:run"; // {text}
export const SHOWN = "nnplay:shown";
export const REFUSED = "nnplay:refused"; // {message}

/** The cell that sends a network back to where its settings came from. */
export function showingCode({ lab, settings }) {
  const named = Object.entries(settings).map(([name, value]) => `${name}=${toPython(value)}`);
  const given = [...(lab === "classify" ? [] : [`lab="${lab}"`]), ...named];
  const rest = given.map((part) => `,\n    ${part}`).join("");
  return `from canvas import show\n\nshow(model${rest})`;
}

/** Numbers, texts, truth values, and lists of them. */
function toPython(value) {
  if (Array.isArray(value)) {
    return `[${value.map(toPython).join(", ")}]`;
  }
  if (typeof value === "boolean") {
    return value ? "True" : "False";
  }
  return JSON.stringify(value);
}
