// What takes its time: a progress bar and Cancel stand in place of the buttons that started it.

/** root holds the buttons in .choices, and .rendering. */
export function createRendering(root) {
  const choices = root.querySelector(".choices");
  const rendering = root.querySelector(".rendering");
  const bar = rendering.querySelector(".bar");
  const cancel = rendering.querySelector("button");
  let isCancelled = false;

  cancel.addEventListener("click", () => {
    isCancelled = true;
  });

  function show(isRendering) {
    const hadFocus = root.contains(document.activeElement);
    choices.hidden = isRendering;
    rendering.hidden = !isRendering;
    onProgress(0);
    if (hadFocus) {
      (isRendering ? cancel : choices.querySelector("button")).focus();
    }
  }

  function onProgress(share) {
    bar.ariaValueNow = String(Math.round(100 * share));
    bar.style.setProperty("--done", `${100 * share}%`);
  }

  return {
    /** Resolves to what work({isCancelled, onProgress}) resolves to. */
    async run(work) {
      isCancelled = false;
      show(true);
      await painted();
      try {
        return await work({ isCancelled: () => isCancelled, onProgress });
      } finally {
        show(false);
      }
    },
  };
}

/** Work may block for a while: the progress bar is on the screen before that. */
function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** "My cat.jpg", "8x.png" -> "my-cat-8x.png" */
export function fileName(name, ending) {
  const stem = name.replace(/\.\w+$/, "").toLowerCase();
  const plain = stem.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return `${plain || "painting"}-${ending}`;
}
