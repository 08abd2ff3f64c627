// The dialog behind Embed: what to paste into which kind of page, and how that will look.

import { createControlChoice } from "./control-choice.js";
import { controlsInFrame } from "./frame-controls.js";
import { frameAddressOf, makeSnippet, SIZES } from "./snippets.js";

const CHOICES = ["size", "theme", "start"];
const HIGHEST = 340; // px, of the preview
const SHOWN = SIZES["960x700"]; // in the preview, where the size is left to the page

/**
 * site: address of the playground. getLink(): resolves to the link to its state. getRemark(): what
 * the link cannot hold, in a sentence, or "".
 */
export function createEmbedDialog(dialog, { site, lab, getLink, getRemark, say }) {
  const part = (selector) => dialog.querySelector(selector);
  const kinds = [...dialog.querySelectorAll("[name=embed_kind]")];
  const preview = part(".preview-box");
  const snippet = part("pre");
  const note = part("[role=status]");
  const controlChoice = createControlChoice({
    select: part("[name=embed_controls]"),
    details: part(".which"),
    names: controlsInFrame(lab),
    onChange: show,
  });
  const title = `Neural-network playground: ${lab}`;
  let link = "";

  function chosen() {
    const texts = CHOICES.map((name) => [name, part(`[name=embed_${name}]`).value]);
    return { site, link, title, ...Object.fromEntries(texts), ...controlChoice.options() };
  }

  function show() {
    controlChoice.offer(controlsInFrame(lab, part("[name=embed_size]").value));
    showSnippet();
    showPreview();
  }

  function showSnippet() {
    const { value: kind } = kinds.find(({ checked }) => checked);
    snippet.textContent = makeSnippet(kind, chosen());
    note.textContent = getRemark();
  }

  /** A frame that waits for a click, whatever is chosen: it is only to be looked at. */
  function showPreview() {
    const { size, ...frame } = chosen();
    const { width, height } = SIZES[size] ?? SHOWN;
    const iframe = document.createElement("iframe");
    const scale = Math.min(preview.clientWidth / width, HIGHEST / height);
    Object.assign(iframe, { title: "Preview", width, height });
    iframe.src = frameAddressOf({ ...frame, start: "click" });
    iframe.style.scale = scale;
    preview.style.height = `${Math.round(height * scale)}px`;
    preview.replaceChildren(iframe);
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(snippet.textContent);
      note.textContent = ["Copied.", getRemark()].join(" ").trim();
      say("Copied");
    } catch {
      getSelection().selectAllChildren(snippet);
      note.textContent = "Copying is not allowed here: the text is selected, copy it yourself.";
    }
  }

  kinds.forEach((kind) => kind.addEventListener("input", showSnippet));
  CHOICES.forEach((name) => {
    part(`[name=embed_${name}]`).addEventListener("input", show);
  });
  part("[data-embed=copy]").addEventListener("click", copy);
  dialog.addEventListener("close", () => {
    preview.replaceChildren();
    part(".which").open = false;
  });

  return {
    async open() {
      link = await getLink();
      dialog.showModal();
      show();
    },
  };
}
