// A view whose module is loaded once the first picture is on its way: that does not wait for it.

import { tellIncomplete } from "../incomplete.js";

/** load(): resolves to the view, which is then drawn like any other. */
export function createLaterView(load) {
  let view;
  let asked;
  let state;

  async function begin() {
    view = await load();
    view.draw(state);
  }

  return {
    draw(next) {
      state = next;
      asked ??= begin().catch(tellIncomplete);
      view?.draw(next);
    },
  };
}
