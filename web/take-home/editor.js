// The page's side of the editor of web/editor/: answers what network this is, and shows what comes
// back, checked as a saved run is.

import { ASK, NETWORK, REFUSED, RUN, SHOWN } from "../editor/messages.js";
import { isEmbedded, siteFile } from "../files.js";

const LONGEST = 5_000_000; // characters; the largest network is a tenth of it

/** Where PyScript can work: "here", "site" if only out of this frame, "nowhere" in a single file. */
export function editorPlace() {
  if (isEmbedded) {
    return "nowhere";
  }
  return self.origin === "null" ? "site" : "here";
}

/** describe(): resolves to {code, lab, settings, is_from_link}; show(text): rejects what is none. */
export function answerEditors({ describe, show }) {
  const answers = {
    [ASK]: async () => ({ type: NETWORK, ...(await describe()) }),
    [RUN]: async ({ text }) => {
      if (typeof text !== "string" || text.length > LONGEST) {
        throw new Error("This is not a run, or it is too long.");
      }
      await show(text);
      return { type: SHOWN };
    },
  };

  if (editorPlace() !== "here") {
    return;
  }
  addEventListener("message", async ({ source, origin, data }) => {
    const type = String(data?.type);
    if (!Object.hasOwn(answers, type) || !isEditor(source, origin)) {
      return;
    }
    const answer = await answers[type](data).catch(({ message }) => ({ type: REFUSED, message }));
    source.postMessage(answer, origin);
  });
}

/** Other pages may share our origin, where one host has many sites. */
function isEditor(source, origin) {
  const address = siteFile("web/editor/index.html").href;
  return origin === location.origin && source?.location.href.split(/[?#]/)[0] === address;
}
