// Remembers what was drawn last, so that drawing again is skipped when nothing has changed.

/** Makes a function that tells whether its arguments differ from those of its last call. */
export function createChanges() {
  let last;
  return (...values) => {
    const isSame = last?.length === values.length && values.every((v, i) => Object.is(v, last[i]));
    last = values;
    return !isSame;
  };
}
