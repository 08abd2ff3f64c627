// The address bar: it follows the state of the page, and the page follows the links that are opened
// while it is there, be it by pasting, Back or Forward.

import { createChanges } from "../views/changes.js";
import { initialView, labIn, lastingPart, linkTo, partsOf } from "./link.js";

const PATIENCE = 300; // ms without a change, until the address is written

/**
 * terms: of the lab that is open, as link.js wants them. onLink(link): gets the link to the state
 * whenever that is another one. onVisit(address): resolves when the page is
 * in the state of a link. isFramed: the history is then that of the page around, and gets no entries.
 */
export function createAddress({ store, terms, onLink, onVisit, isFramed = window.parent !== window }) {
  const viewKeys = Object.keys(initialView(terms.view));
  const isNews = createChanges();
  let seen = textOf(location);
  let written; // the link to the state that the address stands for
  let chapter;
  let visits = 0; // that are not over
  let attempts = 0;
  let timer;

  async function note() {
    const state = store.get();
    chapter = terms.chapterOf(state);
    written = await linkTo(state, terms);
    onLink(written);
  }

  async function follow() {
    if (textOf(location) === seen) {
      return;
    }
    if (isPlaceOnPage(location.hash)) {
      written = undefined; // so that the state comes back into the address
      write();
      return;
    }
    seen = textOf(location);
    if (labIn(partsOf(location), terms.labs) !== terms.name) {
      location.reload();
      return;
    }
    visits += 1;
    await onVisit(location);
    await note();
    visits -= 1;
  }

  async function write() {
    attempts += 1;
    const attempt = attempts;
    const state = store.get();
    const link = await linkTo(state, terms);
    if (visits > 0 || attempt !== attempts || link === written) {
      return;
    }
    const isNewChapter = terms.chapterOf(state) !== chapter && !isFramed;
    written = link;
    chapter = terms.chapterOf(state);
    changeHistory(isNewChapter ? "pushState" : "replaceState", withLasting(link));
    seen = textOf(location);
    onLink(link);
  }

  function noteChanges(state) {
    if (isNews(state.config, ...viewKeys.map((key) => state[key]))) {
      clearTimeout(timer);
      timer = setTimeout(write, PATIENCE);
    }
  }

  addEventListener("popstate", follow);
  note().then(() => store.subscribe(noteChanges));
}

function textOf({ search, hash }) {
  return `${search} ${hash}`;
}

/** The skip link, for instance, leads to a part of the page. */
function isPlaceOnPage(hash) {
  return !hash.includes("=") && Boolean(hash) && document.getElementById(hash.slice(1)) !== null;
}

/** The address of a link; what the present one says of the page stays where it is. */
export function withLasting(link) {
  const search = lastingPart(location.search);
  const hash = [link, lastingPart(location.hash)].filter(Boolean).join("&");
  return `${location.pathname}${search && `?${search}`}${hash && `#${hash}`}`;
}

/** Browsers refuse it in some frames, and where a page does it all the time. */
export function changeHistory(how, url) {
  try {
    history[how](null, "", url);
  } catch {
    // The address stays behind; Share still knows the link.
  }
}
