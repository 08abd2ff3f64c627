// Light or dark: as the system says, until the reader chooses, or as the address says.
// first-paint.js applies the choice when the page is opened again.

const KEY = "nnplay-theme";

/** given: the theme of the address; "auto" follows the system, whatever the reader once chose. */
export function createTheme({ given, onChange = () => {} } = {}) {
  const page = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const systems = () => (system.matches ? "dark" : "light");
  const followsSystem = () => (given ? given === "auto" : !isSaved());

  if (given) {
    page.dataset.theme = given === "auto" ? systems() : given; // the address may be another by now
  }

  function apply(theme) {
    page.dataset.theme = theme;
    onChange(theme);
  }

  system.addEventListener("change", () => {
    if (followsSystem()) {
      apply(systems());
    }
  });

  return {
    current: () => page.dataset.theme,
    toggle() {
      const theme = page.dataset.theme === "dark" ? "light" : "dark";
      save(theme);
      apply(theme);
    },
  };
}

function isSaved() {
  try {
    return Boolean(localStorage.getItem(KEY));
  } catch {
    return false;
  }
}

/** Where storage is blocked, in a frame for instance, the choice lasts as long as the page. */
function save(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Nothing is lost but the memory of it.
  }
}
