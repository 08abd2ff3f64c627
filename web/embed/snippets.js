// What to paste so that the playground stands on another page: in a row for each kind of page.

export const SIZES = {
  "960x700": { width: 960, height: 700 },
  "640x400": { width: 640, height: 400 },
  responsive: undefined,
};

/** "hidden" would hide the element where a style sheet insists on what it means in HTML. */
const SAFE_NAMES = new Map([["hidden", "layers"]]);

const WIDE = SIZES["960x700"]; // where a size has to be given

/** Each makes a text of {address, full, site, link, options, size, title}. */
const SNIPPETS = {
  html: ({ address, size, title }) =>
    `<iframe src="${escape(address)}" ${dimensions(size)} title="${title}"\n` +
    '  loading="lazy" allow="fullscreen; clipboard-write"></iframe>',
  element: ({ site, link, options, size }) =>
    `<script type="module" src="${escape(new URL("embed.js", site).href)}"></script>\n` +
    `<nn-play${attributes([...options, ...settingsIn(link)])}${widthOf(size)}></nn-play>`,
  reveal: ({ address, title }) =>
    `<section>\n  <h2>${title}</h2>\n  ${stretched("data-src", address, title)}\n</section>`,
  quarto: ({ address, title }) =>
    `## ${title}\n\n\`\`\`{=html}\n${stretched("src", address, title)}\n\`\`\``,
  jupyter: ({ address, size = WIDE }) =>
    `from IPython.display import IFrame\n\nIFrame("${address}", ${size.width}, ${size.height})`,
  markdown: ({ full, title }) => `[${title}](${full})`,
};

/**
 * kind: of page. site: address of the playground. link: to the state, see links/link.js. size: a
 * key of SIZES. theme, start, controls, hide: of the frame; "" for what is usual.
 */
export function makeSnippet(kind, { site, link, size, title, ...frame }) {
  const options = optionsOf(frame);
  const full = link ? `${site}#${link}` : site;
  const address = frameAddressOf({ site, link, ...frame });
  return SNIPPETS[kind]({ site, link, options, size: SIZES[size], title, full, address });
}

/** All in the query: slides may lose a frame whose address differs only after a "#". */
export function frameAddressOf({ site, link, ...frame }) {
  const options = optionsOf(frame).map(([name, text]) => `${name}=${text}`);
  return `${site}?${["embed=1", ...options, ...(link ? [link] : [])].join("&")}`;
}

function optionsOf({ theme, start, controls, hide }) {
  return Object.entries({ theme, start, controls, hide }).filter(([, text]) => text);
}

function settingsIn(link) {
  const settings = [...new URLSearchParams(link)].filter(([name]) => name !== "v");
  return settings.map(([name, text]) => [SAFE_NAMES.get(name) ?? name, text]);
}

function attributes(pairs) {
  return pairs.map(([name, text]) => ` ${name}="${escape(text)}"`).join("");
}

function dimensions(size) {
  return size
    ? `width="${size.width}" height="${size.height}" style="border: 0"`
    : `style="width: 100%; aspect-ratio: ${WIDE.width} / ${WIDE.height}; border: 0"`;
}

function widthOf(size) {
  return size ? ` style="max-width: ${size.width}px; aspect-ratio: ${size.width} / ${size.height}"` : "";
}

/** source: "data-src" makes reveal.js load the frame with its slide, "src" does on any page. */
function stretched(source, address, title) {
  return `<iframe class="r-stretch" ${source}="${escape(address)}" title="${title}"></iframe>`;
}

function escape(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
