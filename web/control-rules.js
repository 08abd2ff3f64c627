// How a lab's tables of controls and rules are read. A row of the first says how a control's text
// becomes a value (`parse`), how a value is written (`format`) and said (`describe`), and what of
// the config is shown where that is no setting of its own (`derive`). A row of the second makes the
// changes where a setting takes others along.

export const TEXT = { parse: String, format: String };
export const NUMBER = { parse: Number, format: String };

export function readRules(controls, rules) {
  return {
    isSetting: (name) => name in controls,

    /** What to change in the config when a control says `text`. */
    changesFor(name, text, config) {
      const value = controls[name].parse(text);
      const rule = rules[name];
      return rule ? rule(value, config) : { [name]: value };
    },

    /** What a control shows: its text, and its value in words; undefined while that is not known. */
    shownAs(name, config) {
      const { derive, format, describe } = controls[name];
      const isKnown = derive ? Boolean(config.hidden) : name in config;
      if (!isKnown) {
        return undefined;
      }
      const value = derive ? derive(config) : config[name];
      return { text: format(value), words: describe?.(value, config) };
    },
  };
}

/** The widths of the hidden layers when there are `depth` of them: the last ones go, or repeat. */
export function withDepth(hidden, depth, newWidth) {
  const added = Math.max(0, depth - hidden.length);
  return [...hidden, ...Array(added).fill(hidden.at(-1) ?? newWidth)].slice(0, depth);
}

export function widest({ hidden }) {
  return Math.max(1, ...hidden);
}
