// The settings of a lab as nnplay describes them, stored beside the page by the build: known before
// Python is there.

import { siteFile } from "../files.js";

const KEEPING = ["live", "rule"]; // effects of settings with which a trained network can be shown

/** Resolves to rows {name, kind, default, effect, …}. */
export async function loadSettings(lab) {
  const response = await fetch(siteFile("settings.json"));
  return (await response.json())[lab];
}

/** Does the network, on its data, look as in a page without a link? */
export function isLikeNew(state, { settings, view }) {
  const rows = settings.filter(({ effect }) => !KEEPING.includes(effect));
  const isSame = (value, row) => String(value) === String(row.default);
  return (
    rows.every((row) => isSame(state.config[row.name], row)) &&
    view.filter(({ isData }) => isData).every((row) => isSame(state[row.name], row))
  );
}
