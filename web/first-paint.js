// What has to be known before the first paint, so that nothing flashes: the theme, the lab, and
// whether the page stands in a frame of another page. And what must be said if no other script can say it.
// Safari on iPhones zooms in on a field that is tapped, unless the page forbids; there, and only there,
// this leaves zooming with two fingers as it is.

(function prepare(page) {
  const parts = partsOf(location.search + location.hash);
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = givenTheme() || (isDark ? "dark" : "light");
  if (parts.get("embed") === "1") {
    page.dataset.embed = "";
  }
  page.dataset.lab = parts.get("lab") === "paint" ? "paint" : "classify";
  if (CSS.supports("-webkit-touch-callout", "none")) {
    document.querySelector("meta[name=viewport]").content += ", maximum-scale=1";
  }
  if (!("noModule" in HTMLScriptElement.prototype)) {
    page.dataset.trouble = "old-browser";
  }
  page.dataset.firstFrame = "";
  requestAnimationFrame(() => requestAnimationFrame(() => delete page.dataset.firstFrame));
  addEventListener("error", noteMissingScript, true);

  /** As links/link.js reads them: of several of one name the last one counts. */
  function partsOf(address) {
    return new Map(new URLSearchParams(address.replace(/[?#]/g, "&")));
  }

  function noteMissingScript({ target }) {
    if (target instanceof HTMLScriptElement) {
      page.dataset.trouble = "incomplete";
    }
  }

  function givenTheme() {
    const named = parts.get("theme");
    const theme = ["light", "dark", "auto"].includes(named) ? named : savedTheme();
    return theme === "auto" ? "" : theme;
  }

  function savedTheme() {
    try {
      return localStorage.getItem("nnplay-theme");
    } catch (error) {
      return null;
    }
  }
})(document.documentElement);
