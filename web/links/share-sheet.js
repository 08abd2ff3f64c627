// The sheet behind Share: the link to the state of the page, what is to be in it, and how long that
// makes it.

import { createChanges } from "../views/changes.js";
import { ownImageRemark } from "./own-image.js";

const OPTIONS = ["with_data", "with_weights"];

/**
 * linkTo({with_data, with_weights}): resolves to a link. say(text): for a moment, that something is
 * done. root: holds the sheet; the switches in it are part of the state.
 */
export function createShareSheet(root, { linkTo, say }) {
  const part = (selector) => root.querySelector(selector);
  const sheet = part("#share");
  const field = part("#share-link");
  const note = part("#share-note");
  const send = part("[data-share=send]");
  const isNews = createChanges();
  let wished = {};
  let remark = "";
  let latest = 0;

  /** Of several links that are on their way, the last one is shown. */
  async function refresh() {
    latest += 1;
    const number = latest;
    const [link, ...additions] = await Promise.all([linkTo(wished), ...OPTIONS.map(measure)]);
    if (number === latest) {
      field.value = link;
      note.textContent = `${sizeOf(link.length)}. ${remark}`.trim();
      OPTIONS.forEach((name, index) => {
        const size = additions[index];
        part(`[name=${name}] + small`).textContent = size > 0 ? `+ ${sizeOf(size)}` : "";
      });
    }
  }

  /** How much longer an option makes the link to the settings alone. */
  async function measure(option) {
    const without = { with_data: false, with_weights: false };
    const links = await Promise.all([linkTo({ ...without, [option]: true }), linkTo(without)]);
    return links[0].length - links[1].length;
  }

  async function copy() {
    await navigator.clipboard.writeText(field.value);
    say("Link copied");
  }

  function selectLink() {
    field.focus();
    field.select();
    note.textContent = "Copying is not allowed here: the link is selected, copy it yourself.";
  }

  sheet.addEventListener("toggle", async ({ newState }) => {
    if (newState === "open") {
      await refresh();
      copy().catch(() => {}); // Safari wants a button for that
    }
  });
  send.hidden = !navigator.share || !matchMedia("(pointer: coarse)").matches;
  send.addEventListener("click", () => {
    navigator.share({ title: document.title, url: field.value }).catch(() => {}); // thought better
  });
  part("[data-share=copy]").addEventListener("click", () => copy().catch(selectLink));
  field.addEventListener("focus", () => field.select());

  return {
    draw(state) {
      const { config, status, with_data, with_weights } = state;
      remark = ownImageRemark(state, "link");
      const isOpen = sheet.matches(":popover-open");
      if (isNews(isOpen, config, status, with_data, with_weights)) {
        const [data, weights] = OPTIONS.map((name) => part(`[name=${name}]`));
        data.parentElement.hidden = config.dataset !== "points";
        weights.disabled = status !== "ready";
        const before = JSON.stringify(wished);
        wished = { with_data, with_weights: with_weights && status === "ready" };
        if (isOpen && JSON.stringify(wished) !== before) {
          refresh();
        }
      }
    },
  };
}

function sizeOf(length) {
  return length < 1000 ? `${length} characters` : `${(length / 1000).toFixed(1)} k characters`;
}
