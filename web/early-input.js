// What the reader does before the page can answer is not lost: it is kept, and done again as soon
// as the page listens. Links, and buttons that open something by themselves, answer at once.

(function keepEarlyInput() {
  const TYPES = ["click", "input", "change"];
  const SELECTOR = "button:not([popovertarget]), input:not([type=file]), select";
  const kept = [];

  function keep(event) {
    const control = event.target.closest(SELECTOR);
    const isButton = control instanceof HTMLButtonElement;
    if (control && isButton === (event.type === "click")) {
      kept.push({ control, type: event.type, value: control.value, checked: control.checked });
    }
  }

  function replay() {
    TYPES.forEach((type) => document.removeEventListener(type, keep, true));
    kept.forEach(({ control, type, value, checked }) => {
      Object.assign(control, checked === undefined ? { value } : { value, checked });
      control.dispatchEvent(new Event(type, { bubbles: true }));
    });
  }

  TYPES.forEach((type) => document.addEventListener(type, keep, true));
  document.addEventListener("listening", replay, { once: true });
})();
