// "Open full" of a page in a frame: the same state in a window of its own, with the weights that it
// has by then.

/** linkTo: as for the share sheet. Returns a function that shows a link to the settings alone. */
export function createOpenFull(root, { linkTo }) {
  const button = root.querySelector(".open-full");

  button.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return; // where to open it is the reader's choice then, and it cannot wait
    }
    event.preventDefault();
    window.open(await linkTo({ with_weights: true }), "_blank", "noopener");
  });

  return (link) => {
    button.href = link;
  };
}
