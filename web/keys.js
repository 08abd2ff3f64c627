// Keyboard shortcuts of the page. They step back wherever a key already means something.
// Every page has these; a lab adds its own.

const KEYS = {
  " ": "toggle",
  s: "step",
  r: "reset",
  R: "reroll",
  "?": "help",
  Escape: "unpin",
};

const LETTER_USERS =
  "select, textarea, dialog, input:not([type=range], [type=checkbox], [type=radio])";
// Space does nothing to links, to sliders, and to what is chosen already.
const SPACE_USERS =
  "button, select, textarea, dialog, input:not([type=range], [type=radio]:checked)";

/**
 * more: key -> name of an action, besides those of KEYS; "Control+z" is Command+Z on a Mac.
 */
export function listenToKeys(actions, more) {
  const keys = { ...KEYS, ...more };
  document.addEventListener("keydown", (event) => {
    const action = keys[normalize(event)];
    if (action && !isTaken(event)) {
      event.preventDefault();
      actions[action]();
    }
  });
}

/** "R" is Shift+R, whatever Caps Lock says. */
function normalize({ key, shiftKey, ctrlKey, metaKey }) {
  const modifier = ctrlKey || metaKey ? "Control+" : "";
  if (key.length > 1) {
    return modifier + key;
  }
  return modifier + (shiftKey ? key.toUpperCase() : key.toLowerCase());
}

function isTaken({ key, target, repeat, altKey, defaultPrevented }) {
  const users = key === " " ? SPACE_USERS : LETTER_USERS;
  const closesPopover = key === "Escape" && document.querySelector(":popover-open");
  const isUsed = Boolean(closesPopover || target.closest(users));
  return altKey || repeat || defaultPrevented || isUsed;
}
