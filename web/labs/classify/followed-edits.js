// After an edit was taken back, or done again, says which weight or bias it was: it need not be the
// one that is being looked at.

import {
  formatParameter,
  isFrozen,
  parameterAt,
  parameterName,
  valueOf,
} from "../../views/parameters.js";

/** say(text): shows it for a while. */
export function tellFollowedEdits(store, say) {
  let seen;

  store.subscribe(({ snapshot }) => {
    const isNew = snapshot !== seen;
    seen = snapshot;
    if (isNew && snapshot?.edited) {
      say(sentence(snapshot, parameterAt(snapshot, snapshot.edited)));
    }
  });
}

function sentence(snapshot, parameter) {
  const frozen = isFrozen(snapshot, parameter) ? ", frozen" : "";
  const value = formatParameter(valueOf(snapshot, parameter));
  return `${parameterName(snapshot, parameter)} is ${value} again${frozen}`;
}
