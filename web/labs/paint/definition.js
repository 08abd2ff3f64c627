// The network as a text, one line per layer, to be edited. Python writes it, and reads it again;
// until it is right, nothing on the page changes.

/** player: asked for the text, and for the settings that a text stands for. */
export function createDefinition(root, { player }) {
  const opener = root.querySelector("#open-definition");
  const dialog = root.querySelector("#definition");
  const text = dialog.querySelector("textarea");
  const refusal = dialog.querySelector(".refusal");

  opener.addEventListener("click", open);
  dialog.querySelector(".primary").addEventListener("click", apply);
  text.addEventListener("input", () => refuse(""));

  async function open() {
    const reply = await player.ask({ type: "write_definition" });
    if (reply) {
      text.value = reply.text;
      refuse("");
      dialog.showModal();
      text.focus();
      text.setSelectionRange(0, 0);
    }
  }

  async function apply() {
    try {
      const { config } = await player.consult({ type: "read_definition", text: text.value });
      dialog.close();
      player.configure(config);
    } catch (error) {
      refuse(error.message);
      const [from, to] = rangeOf(text.value, error.line ?? 1);
      text.focus();
      text.setSelectionRange(from, to);
    }
  }

  function refuse(message) {
    refusal.textContent = message;
    refusal.hidden = message === "";
    text.ariaInvalid = String(message !== "");
  }

  return {
    draw({ status }) {
      opener.disabled = status !== "ready";
    },
  };
}

/** Where a line, counted from 1, begins and ends. */
export function rangeOf(text, line) {
  const lines = text.split("\n");
  const from = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  return [from, from + (lines[line - 1] ?? "").length];
}
