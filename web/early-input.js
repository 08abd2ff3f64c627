// What the reader does before the page can answer is not lost: it is kept, and done again as soon
// as the page listens; a tab leads on once what it leaves can be kept. Other links, and buttons that open
// something by themselves, answer at once.

(function keepEarlyInput() {
  const TYPES = ["click", "input", "change", "keydown"];
  const SELECTOR = "button:not([popovertarget]), input:not([type=file]), select";
  const kept = [];

  function keep(event) {
    const input =
      event instanceof KeyboardEvent ? keyOf(event) : (tabOf(event) ?? changeOf(event));
    if (input) {
      kept.push(input);
    }
  }

  function keyOf(event) {
    return { target: event.target, event: new KeyboardEvent(event.type, event) };
  }

  function tabOf(event) {
    const tab = event.target.closest(".tabs a");
    const isForNewTab = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!tab || isForNewTab) {
      return undefined;
    }
    event.preventDefault();
    return { target: tab, event: new Event("click", { bubbles: true }) };
  }

  function changeOf({ target, type }) {
    const control = target.closest(SELECTOR);
    const isButton = control instanceof HTMLButtonElement;
    if (!control || isButton !== (type === "click")) {
      return undefined;
    }
    const { value, checked } = control;
    const state = checked === undefined ? { value } : { value, checked };
    return { target: control, state, event: new Event(type, { bubbles: true }) };
  }

  function replay() {
    TYPES.forEach((type) => document.removeEventListener(type, keep, true));
    kept.forEach(({ target, state, event }) => {
      Object.assign(target, state);
      target.dispatchEvent(event);
    });
  }

  TYPES.forEach((type) => document.addEventListener(type, keep, true));
  document.addEventListener("listening", replay, { once: true });
})();
