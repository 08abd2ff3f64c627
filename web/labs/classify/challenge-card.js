// The card that sets small challenges, one at a time, and notices when one is solved.

import { createChanges } from "../../views/changes.js";
import { CHALLENGES, settingsFor } from "./challenges.js";
import { createSolved } from "./solved.js";

/** first: the name of the one to begin with. onTurn(name). onSetUp(settings): start over with these. */
export function createChallengeCard(root, { first, onTurn, onSetUp }) {
  const count = root.querySelector(".count span");
  const title = root.querySelector("h3");
  const task = root.querySelector(".task");
  const announcer = root.querySelector("[role=status]");
  const solved = createSolved();
  const isNew = createChanges();
  let index = Math.max(0, CHALLENGES.findIndex(isFirst));

  const actions = {
    "set-up": () => onSetUp(settingsFor(CHALLENGES[index])),
    previous: () => turn(CHALLENGES.length - 1),
    next: () => turn(1),
  };

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-challenge]");
    if (button) {
      actions[button.dataset.challenge]();
    }
  });

  function isFirst({ name }) {
    return first ? name === first : !solved.has(name);
  }

  function turn(by) {
    index = (index + by) % CHALLENGES.length;
    onTurn(CHALLENGES[index].name);
    announcer.textContent = CHALLENGES[index].title;
    show();
  }

  function show() {
    const { name, title: words, text } = CHALLENGES[index];
    const isSolved = solved.has(name);
    count.textContent = `${isSolved ? "Solved" : "Try this"} ${index + 1} of ${CHALLENGES.length}`;
    root.classList.toggle("solved", isSolved);
    title.textContent = words;
    task.textContent = text;
  }

  function check(state) {
    const { name, title: words, isSolved } = CHALLENGES[index];
    if (!solved.has(name) && isSolved(state)) {
      solved.add(name);
      announcer.textContent = `Challenge solved: ${words}`;
      show();
    }
  }

  show();

  return {
    draw(state) {
      const { snapshot, preview } = state;
      if (isNew(snapshot, index) && !preview && snapshot.step > 0) {
        check(state);
      }
    },
  };
}
