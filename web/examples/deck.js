// Starts the slides. Arrow keys pressed inside a playground come to them as messages.

import Reveal from "../vendor/reveal/reveal.mjs";

new Reveal({ hash: true, center: false, transition: "fade", width: 960, height: 700 }).initialize();
