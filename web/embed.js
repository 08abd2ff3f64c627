// <nn-play lab="classify" dataset="spiral" hidden="8,8"></nn-play>: the playground in any page that
// loads this module. An attribute is a setting, or an option of the frame such as start="slide".

import { frameAddress } from "./embed/frame-address.js";
import { siteFile } from "./files.js";

const PREFIX = "nnplay:";
const NEWS = ["ready", "state", "error"]; // become events, with the message as their detail

const STYLE = `
  :host { display: block; aspect-ratio: 960 / 700; min-width: 280px; }
  iframe { display: block; box-sizing: border-box; width: 100%; height: 100%;
    border: 1px solid #8886; border-radius: 8px; }
`;

class NnPlay extends HTMLElement {
  #frame = document.createElement("iframe");
  #shown = ""; // address
  #waiting = []; // messages, until the frame says that it listens; then undefined
  #hear = (event) => this.#listen(event);
  #changes = new MutationObserver(() => this.#show());

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.#frame.loading = "lazy";
    this.#frame.allow = "fullscreen; clipboard-write";
    root.append(this.#frame);
  }

  connectedCallback() {
    addEventListener("message", this.#hear);
    this.#changes.observe(this, { attributes: true });
    this.#shown = this.#address;
    this.#waiting = [];
    this.#frame.src = this.#shown;
    this.#name();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    this.#changes.disconnect();
  }

  play() {
    this.#send("play");
  }

  pause() {
    this.#send("pause");
  }

  /** config: an object of settings; what is wrong with it comes back as an "error" event. */
  set(config) {
    this.#send("set", { config });
  }

  get #address() {
    const attributes = [...this.attributes].map(({ name, value }) => [name, value]);
    return frameAddress(attributes, siteFile(""));
  }

  #name() {
    this.#frame.title = this.title || "Neural-network playground";
  }

  /** The frame goes on with other settings; it starts anew only if its options changed. */
  #show() {
    this.#name();
    if (this.#shown !== this.#address) {
      this.#shown = this.#address;
      this.#frame.contentWindow.location.replace(this.#shown);
    }
  }

  #send(name, details) {
    const message = { type: PREFIX + name, ...details };
    if (this.#waiting) {
      this.#waiting.push(message);
    } else {
      this.#post(message);
    }
  }

  #post(message) {
    this.#frame.contentWindow?.postMessage(message, siteFile("").origin);
  }

  #beginToTalk() {
    this.#waiting?.forEach((message) => this.#post(message));
    this.#waiting = undefined;
  }

  #listen({ source, origin, data }) {
    const isFrame = source !== null && source === this.#frame.contentWindow;
    const isSite = origin === siteFile("").origin;
    if (!isFrame || !isSite || !data?.type?.startsWith?.(PREFIX)) {
      return;
    }
    const name = data.type.slice(PREFIX.length);
    if (name === "ready") {
      this.#beginToTalk();
    }
    if (name === "resize") {
      this.#fit(data);
    } else if (NEWS.includes(name)) {
      this.dispatchEvent(new CustomEvent(name, { detail: data }));
    }
  }

  /** A narrow page has its parts one below the other, and its frame is as high as they are. */
  #fit({ height, fills }) {
    const isFree = fills || !Number.isFinite(height);
    this.style.aspectRatio = isFree ? "" : "auto";
    this.style.height = isFree ? "" : `${height + 2}px`;
  }
}

customElements.define("nn-play", NnPlay);
