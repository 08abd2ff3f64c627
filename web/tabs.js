// The tabs in the header lead from lab to lab, each a page of its own. What a lab was left with is
// kept, and whoever comes back to it by a tab goes on with that.

import { forget, keep, readKept } from "./kept.js";
import { changeHistory } from "./links/address.js";
import { partsOf } from "./links/link.js";

const BY_TAB = "nnplay by tab"; // the page that comes is reached by one
/** Besides address and run. */
const KEPT = ["config", "is_from_link", "runs", "run_start", "frame", "challenge"];
const CUT = {
  title: "Only the settings were kept",
  text: "The run was too large for what this browser stores.",
};

const keyOf = (lab) => `nnplay left ${lab} ${location.pathname}`;

/**
 * What the lab was left with, if the page was reached by a tab; the address says so from now on.
 * A link of its own, or a fresh start, has nothing to do with it.
 */
export function findLeft(lab) {
  const isByTab = readKept(BY_TAB) && isPlain(location);
  const left = isByTab ? readKept(keyOf(lab)) : undefined;
  if (left) {
    changeHistory("replaceState", left.address);
  }
  return left;
}

function isPlain(address) {
  return [...partsOf(address).keys()].every((key) => key === "lab");
}

/** Resolves to what of the page's state it was; arrived: the state as the address says it. */
export async function stateLeft({ address, config, state, image, ...rest }, arrived, unpackImage) {
  const scene = image && (await unpackImage(image).catch(() => {})); // or that of the address
  return { ...rest, config: { ...arrived.config, ...config }, arriving: state, ...scene };
}

/** getAddress(): resolves to that of the page's state. packImage: as a saved run has it. */
export function listenToTabs(root, { store, player, lab, getAddress, packImage }) {
  const key = keyOf(lab);
  let isLeaving = false;

  forget(BY_TAB); // not before: a tab may have been pressed again
  root.addEventListener("click", async (event) => {
    const tab = event.target.closest("a");
    if (!tab || isLeaving || isForNewTab(event)) {
      return; // whoever presses again will not wait for Python
    }
    event.preventDefault();
    if (tab.dataset.lab !== lab) {
      isLeaving = true;
      player.pause();
      await keepAll().catch(() => {}); // the tab leads on all the same
      location.assign(tab.href);
      isLeaving = false; // the browser may bring this page back
    }
  });

  /** The settings at once: the run may be too large, or long in coming. */
  async function keepAll() {
    keep(BY_TAB, true);
    const settings = { address: await getAddress(), ...pick(store.get(), KEPT) };
    keep(key, settings);
    if (!keep(key, { ...settings, ...(await packRun()) })) {
      keep(key, { ...settings, remark: CUT });
    }
  }

  /** Before Python is there, the run is the one that the page came with. */
  async function packRun() {
    const { status, arriving } = store.get();
    const state = status === "ready" ? (await player.save()).state : arriving;
    const image = await packImage?.(store.get());
    return { state, image, history: store.get().history };
  }
}

function isForNewTab({ ctrlKey, metaKey, shiftKey, altKey }) {
  return ctrlKey || metaKey || shiftKey || altKey;
}

function pick(state, names) {
  return Object.fromEntries(names.map((name) => [name, state[name]]));
}
