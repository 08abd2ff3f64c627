// Remembers that the recorded memory is of no use in this browser, for one version of the site.

import { siteFile } from "../files.js";

const CACHE = "nnplay-refused";

/** Resolves to the version for which it is of no use, if it is for any. */
export async function refusedVersion() {
  try {
    const cache = await caches.open(CACHE);
    return await (await cache.match(keyOfBrowser()))?.text();
  } catch {
    return undefined; // where nothing may be kept, nothing was
  }
}

/** Until there is another version, Python begins anew. */
export async function refuse(version) {
  try {
    await caches.delete(CACHE);
    await (await caches.open(CACHE)).put(keyOfBrowser(), new Response(version));
  } catch (error) {
    console.info(`That the recorded memory is of no use was not kept: ${error.message}`);
  }
}

function keyOfBrowser() {
  return siteFile(`started-python?${encodeURIComponent(navigator.userAgent)}`);
}
