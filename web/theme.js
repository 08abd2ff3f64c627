// Light or dark: as the system says, until the reader chooses. first-paint.js applies the choice
// when the page is opened again.

const KEY = "nnplay-theme";

export function createTheme({ onChange }) {
  const page = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function apply(theme) {
    page.dataset.theme = theme;
    onChange(theme);
  }

  system.addEventListener("change", () => {
    if (!isSaved()) {
      apply(system.matches ? "dark" : "light");
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
