// What has to be known before the first paint, so that nothing flashes: the theme, the lab, and
// whether the page stands in a frame of another page. And what must be said if no other script can say it.

(function prepare(page) {
  const address = location.search + location.hash;
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = givenTheme() || (isDark ? "dark" : "light");
  if (/[?&#]embed=1\b/.test(address)) {
    page.dataset.embed = "";
  }
  if (/[?&#]lab=paint\b/.test(address)) {
    page.dataset.lab = "paint";
  }
  if (!("noModule" in HTMLScriptElement.prototype)) {
    page.dataset.trouble = "old-browser";
  }
  addEventListener("error", noteMissingScript, true);

  function noteMissingScript({ target }) {
    if (target instanceof HTMLScriptElement) {
      page.dataset.trouble = "incomplete";
    }
  }

  function givenTheme() {
    const named = /[?&#]theme=(light|dark|auto)\b/.exec(address);
    const theme = named ? named[1] : savedTheme();
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
