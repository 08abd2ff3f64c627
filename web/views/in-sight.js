// Keeps the enlarged map of a neuron in sight, and named, on phones: there the network lies below
// the picture, which floats over the page while its own place is out of sight.

import { createChanges } from "./changes.js";
import { element } from "./element.js";

const ENOUGH = 0.7; // of the picture's place, to leave the picture there
const BARS = "-56px 0px -76px"; // cover the page at its edges

/**
 * picture: has a parent that is as large without it. network: has the tiles.
 * nameOf(state): of the neuron that the picture shows, "" if it shows none.
 */
export function createInSight(picture, { network, nameOf }) {
  const name = element("p", { class: "neuron-name", "aria-hidden": "true" }); // as in the heading
  const isNew = createChanges();
  const isPlaceInSight = watch(picture.parentElement, ENOUGH, drawAgain);
  const isNetworkInSight = watch(network, 0, drawAgain);
  let state;

  picture.append(name);

  function drawAgain() {
    draw(state);
  }

  function draw(next) {
    state = next;
    const words = state?.snapshot ? nameOf(state) : "";
    const isAloft = words !== "" && isNetworkInSight() && !isPlaceInSight();
    if (isNew(words, isAloft)) {
      name.textContent = words;
      picture.classList.toggle("aloft", isAloft);
      picture.classList.toggle("low", isAloft && isHigh(network, state.focus));
    }
  }

  return { draw };
}

/** Returns a function that tells whether that much of an element is in sight. */
function watch(target, enough, onChange) {
  let isInSight = true;
  const observer = new IntersectionObserver(
    (entries) => {
      const { isIntersecting, intersectionRatio } = entries.at(-1);
      isInSight = isIntersecting && intersectionRatio >= enough;
      onChange();
    },
    { threshold: enough, rootMargin: BARS },
  );
  observer.observe(target);
  return () => isInSight;
}

/** Is this neuron in the upper half of the screen? The picture leaves it free. */
function isHigh(network, { layer, unit }) {
  const tile = network.querySelector(`[data-layer="${layer}"][data-unit="${unit}"]`);
  const { top, bottom } = (tile ?? network).getBoundingClientRect();
  return top + bottom < innerHeight;
}
