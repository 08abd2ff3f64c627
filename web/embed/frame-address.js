// The address of a playground in a frame, made of what its tag says: options of the frame go into
// the query, settings into the hash, so that a frame need not start anew when a setting changes.

const OPTIONS = ["lab", "theme", "start", "steps", "origin", "hide", "controls"];

/** Attributes that have a meaning of their own in HTML. */
const COMMON = /^(id|class|style|slot|title|lang|dir|is|part|tabindex|role|nonce)$/;
const COMMON_FAMILIES = /^(data-|aria-|on)/;

/** "hidden" hides an element where a style sheet insists on what it means in HTML. */
const OTHER_NAMES = new Map([["layers", "hidden"]]);

/** attributes: pairs of a name and a text; learning-rate is as good as learning_rate. */
export function frameAddress(attributes, base) {
  const parts = attributes
    .filter(([name]) => !COMMON.test(name) && !COMMON_FAMILIES.test(name))
    .map(([name, text]) => [OTHER_NAMES.get(name) ?? name.replaceAll("-", "_"), text]);
  const isOption = ([name]) => OPTIONS.includes(name);
  const address = new URL(base);
  const options = [["embed", "1"], ...parts.filter(isOption)];
  address.search = new URLSearchParams(options);
  address.hash = new URLSearchParams(parts.filter((part) => !isOption(part)));
  return address.href.replaceAll("%2C", ",");
}
