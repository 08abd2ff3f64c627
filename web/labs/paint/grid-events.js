// What the reader does to the grid: pointer, finger or keyboard bring a tile into focus. All tiles
// together are one tab stop; arrows lead from tile to tile, a finger is drawn across them.

/** Tiles are given by {layer, unit}. neighborOf(address, key): undefined for other keys. */
export function listenToTiles(root, { onFocus, neighborOf, tileAt }) {
  let entered; // tile
  let tabStop; // tile

  function enter(tile) {
    if (tile !== entered) {
      entered = tile;
      onFocus(tile && addressOf(tile));
    }
  }

  function useTabStop(tile) {
    tabStop?.setAttribute("tabindex", "-1");
    tile.setAttribute("tabindex", "0");
    tabStop = tile;
  }

  root.addEventListener("pointerover", ({ target }) => enter(tileOf(target)));
  root.addEventListener("pointermove", ({ pointerType, clientX, clientY }) => {
    if (pointerType === "touch") {
      enter(tileOf(document.elementFromPoint(clientX, clientY)) ?? entered);
    }
  });
  root.addEventListener("pointerleave", ({ pointerType }) => {
    if (pointerType !== "touch") {
      enter(undefined);
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!tileOf(target)) {
      enter(undefined);
    }
  });
  root.addEventListener("focusin", ({ target }) => {
    const tile = tileOf(target);
    useTabStop(tile);
    if (tile.matches(":focus-visible")) {
      enter(tile);
    }
  });
  root.addEventListener("focusout", () => enter(undefined));
  root.addEventListener("keydown", (event) => {
    const tile = tileOf(event.target);
    const neighbor = tile && neighborOf(addressOf(tile), event.key);
    if (neighbor) {
      event.preventDefault();
      tileAt(neighbor).focus();
    }
  });

  return {
    /** To call when tiles have come or gone. */
    keepTabStop() {
      if (!tabStop?.isConnected) {
        useTabStop(tileAt({ layer: 0, unit: 0 }));
      }
      if (!entered?.isConnected) {
        enter(undefined);
      }
    },
  };
}

function tileOf(target) {
  return target?.closest?.(".ptile") ?? undefined;
}

function addressOf({ dataset }) {
  return { layer: Number(dataset.layer), unit: Number(dataset.unit) };
}
