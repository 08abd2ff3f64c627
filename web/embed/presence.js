// Whether the page is looked at. In a frame it may be out of sight although its tab is shown:
// scrolled away, or on a slide that is not the current one, and then it should not work.

/**
 * onChange(isAway). Returns {note, seen}: note(reason, isAway) for what others say, the slides for
 * instance; seen resolves when the page comes into sight for the first time.
 */
export function createPresence({ onChange }) {
  const reasons = new Set(); // for being away
  let isAway = false;

  function note(reason, holds) {
    if (holds) {
      reasons.add(reason);
    } else {
      reasons.delete(reason);
    }
    if (isAway !== reasons.size > 0) {
      isAway = !isAway;
      onChange(isAway);
    }
  }

  const noteTab = () => note("tab", document.visibilityState === "hidden");
  document.addEventListener("visibilitychange", noteTab);
  addEventListener("pagehide", () => note("page", true));
  addEventListener("pageshow", () => note("page", false));
  const seen = new Promise((resolve) => {
    const sight = new IntersectionObserver((entries) => {
      const { isIntersecting } = entries.at(-1);
      note("sight", !isIntersecting);
      if (isIntersecting) {
        resolve();
      }
    });
    sight.observe(document.documentElement);
  });
  noteTab();
  return { note, seen };
}
