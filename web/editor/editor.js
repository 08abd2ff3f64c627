// Cells of Python, by PyScript. The network of the page that opened this one comes in as code, and
// a network goes back as a run; see messages.js.

import { importFile, siteFile } from "../files.js";
import { createTheme } from "../theme.js";
import { ASK, NETWORK, REFUSED, RUN, showingCode, SHOWN } from "./messages.js";

const part = (selector) => document.querySelector(selector);
const ORIGIN = location.origin;
let hasAsked = false;

async function start() {
  const trouble = await findTrouble();
  if (trouble) {
    part("#python").textContent = "";
    part("#trouble span").textContent = trouble;
    part("#trouble").hidden = false;
    return;
  }
  addSetup(await readManifest());
  document.addEventListener("py-editor", ({ target }) => onReady(target));
  addEventListener("message", hear);
  await importFile("pyscript/core.js");
}

/** PyScript needs an origin of its own, and storage. */
async function findTrouble() {
  if (self.origin === "null") {
    return "This frame or file has no origin that they could belong to.";
  }
  try {
    await openDatabase();
    return undefined;
  } catch {
    return "This browser does not let the page keep anything.";
  }
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("nnplay-editor");
    request.onsuccess = () => resolve(request.result.close());
    request.onerror = reject;
  });
}

async function readManifest() {
  const response = await fetch(siteFile("manifest.json"), { cache: "no-cache" });
  return response.json();
}

/** The cell that nobody sees: it starts Python with all of its library, nnplay and canvas.py. */
function addSetup({ pyodide, library }) {
  const places = [
    ...library.map((path) => [path, "/lib/python3.14/*"]),
    ["nnplay.zip", "./*"],
    ["web/editor/canvas.py", "./canvas.py"],
  ];
  const setup = document.createElement("script");
  setup.type = "py-editor";
  setup.setAttribute("setup", "");
  setup.setAttribute("env", "nnplay");
  setup.setAttribute(
    "config",
    JSON.stringify({
      interpreter: siteFile(`${pyodide}pyodide.mjs`).href,
      packages: ["numpy"],
      packages_cache: "passthrough",
      sync_main_only: true, // no window in the cells: it would need headers of the server
      files: Object.fromEntries(places.map(([path, place]) => [siteFile(path).href, place])),
    }),
  );
  setup.textContent = "import nnplay";
  part("main").prepend(setup);
}

/** Cells are made anew when the reader stops what Python is doing. */
function onReady(script) {
  if (script.hasAttribute("setup")) {
    part("#python").textContent = "Python is ready";
    script.xworker.sync.show = send;
    return;
  }
  dress(script);
  if (script.id === "show" && !hasAsked) {
    hasAsked = true;
    scrollTo(0, 0);
    opener?.postMessage({ type: ASK }, ORIGIN);
  }
}

/** Names for what PyScript leaves without, and our colours inside its shadow. */
function dress(script) {
  const cell = script.nextElementSibling;
  const name = script.closest("section").querySelector("h2").textContent;
  cell.querySelector("button").setAttribute("aria-label", `Run: ${name}`);
  cell.querySelector(".py-editor-input").setAttribute("role", "group");
  const { shadowRoot } = cell.querySelector(".py-editor-input > div");
  const content = shadowRoot.querySelector(".cm-content");
  content.setAttribute("aria-label", name);
  content.setAttribute("tabindex", "0");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CODE_STYLE + darkened(shadowRoot));
  shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
}

/** CodeMirror knows light colours only: --code-filter turns them round. */
const CODE_STYLE = `
  .cm-editor { font-size: 13px; filter: var(--code-filter); background: #fff; color: #18171d; }
  .cm-editor .cm-scroller { font-family: var(--mono); }
`;

/** One of CodeMirror's colours is too pale to be read, under a name that differs between visits. */
function darkened({ adoptedStyleSheets }) {
  const rules = adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]);
  const pale = rules.filter(({ style }) => style?.color === "rgb(238, 68, 0)");
  return pale.map(({ selectorText }) => `.cm-editor ${selectorText} { color: #a33100; }`).join("");
}

function hear({ source, origin, data }) {
  if (source !== opener || origin !== ORIGIN) {
    return;
  }
  if (data?.type === NETWORK) {
    receive(data);
  } else if (data?.type === SHOWN) {
    say("The network is on the canvas, in the tab that this one was opened from.");
  } else if (data?.type === REFUSED) {
    say(`The page cannot show it, and stays as it is: ${data.message}`);
  }
}

function receive(network) {
  if (!network.is_from_link) {
    fill(network);
    return;
  }
  const offer = part("#offer");
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    offer.hidden = true;
    fill(network);
  });
}

function fill(network) {
  part("#train").code = network.code.trim();
  part("#show").code = showingCode(network);
}

function send(text) {
  if (opener) {
    say("Sending");
    opener.postMessage({ type: RUN, text }, ORIGIN);
  } else {
    say("No page is there to show it: choose Run it here among the code of a network.");
  }
}

function say(text) {
  part("#sent").textContent = text;
}

createTheme();
start().catch((error) => {
  part("#python").textContent = `Python could not be started: ${error.message}`;
});
