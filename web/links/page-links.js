// Joins the page with its links: those that it gives away, and those that it follows.

import { createAddress, withLasting } from "./address.js";
import { linkTo, readLink, stateOf } from "./link.js";
import { createOpenFull } from "./open-full.js";

export const HERE = location.href.replace(/[?#].*$/s, "");

/** hide(names): of controls. Returns the link to the state, and the whole address of a page in it. */
export function createPageLinks({ store, player, terms, hide }) {
  const link = () => linkTo(store.get(), terms);
  const showFull = createOpenFull(document, { linkTo: fullLink });

  async function fullLink({ with_data = true, with_weights }) {
    const state = store.get();
    const isReady = state.status === "ready";
    const run = with_weights && isReady ? (await player.save()).state : undefined;
    const isLeftOut = ({ name }) => !with_data && terms.isOwnData(name, state.config);
    return `${HERE}#${await linkTo(state, terms, { isLeftOut, run })}`;
  }

  /** A link that is opened while the page is there. */
  async function visit(address) {
    const next = await readLink(address, terms);
    hide(next.hidden);
    store.set({ is_from_link: store.get().is_from_link || isTold(next) });
    await player.visit(stateOf(next, terms, store.get()));
  }

  return {
    link,
    fullLink,
    /** Resolves to what the address bar says of the state, or soon will. */
    address: async () => withLasting(await link()),
    /** From now on the address bar and the page follow each other. */
    follow() {
      createAddress({ store, terms, onVisit: visit, onLink: (text) => showFull(`${HERE}#${text}`) });
    },
  };
}

/** Does a link say what the network is? */
export function isTold({ config, run }) {
  return Boolean(run) || Object.keys(config).length > 0;
}
