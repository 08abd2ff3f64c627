// Remembers that the recorded memory is of no use in this browser, for one version of the site.

import { siteFile } from "../files.js";

const CACHE = "nnplay-refused";

export async function isRefused(version) {
  try {
    return Boolean(await (await caches.open(CACHE)).match(keyOf(version)));
  } catch {
    return false; // where nothing may be kept, nothing was
  }
}

/** Until there is another version, Python begins anew. */
export async function refuse(version) {
  try {
    await caches.delete(CACHE);
    await (await caches.open(CACHE)).put(keyOf(version), new Response());
  } catch (error) {
    console.info(`That the recorded memory is of no use was not kept: ${error.message}`);
  }
}

function keyOf(version) {
  const browser = encodeURIComponent(navigator.userAgent);
  return siteFile(`started-python?${version}&${browser}`);
}
