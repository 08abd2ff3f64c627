// Settings of the page rather than of the run: how fast to train, and how to show the output.

export function createViewSettings(root, { onChange }) {
  const speed = root.querySelector("[name=speed]");
  const switches = [...root.querySelectorAll(".switch input")];

  speed.addEventListener("input", () => onChange({ speed: speed.value }));
  switches.forEach((control) => {
    control.addEventListener("input", () => onChange({ [control.name]: control.checked }));
  });

  return {
    draw(state) {
      speed.value = state.speed;
      switches.forEach((control) => {
        control.checked = state[control.name];
      });
    },
  };
}
