// What has to be known before the first paint, so that nothing flashes: the theme, the lab, and
// whether the page stands in a frame of another page. And what must be said if no other script can say it.

(function prepare(page) {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = savedTheme() || (isDark ? "dark" : "light");
  if (/[?&]embed=1\b/.test(location.search)) {
    page.dataset.embed = "";
  }
  if (/[?&]lab=paint\b/.test(location.search)) {
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

  function savedTheme() {
    try {
      return localStorage.getItem("nnplay-theme");
    } catch (error) {
      return null;
    }
  }
})(document.documentElement);
