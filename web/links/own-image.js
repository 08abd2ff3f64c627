// What of the state no address can hold: an image that is the reader's own.

/** A sentence, or "". address: what it is called that leaves the image out. */
export function ownImageRemark({ target }, address) {
  const isOwn = target && !target.key;
  return isOwn ? `Your image stays on this device: the ${address} opens another one.` : "";
}
