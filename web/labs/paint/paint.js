// The Paint lab: a network learns the colors of an image from the coordinates of its pixels. This
// file puts the lab's views on the page and says what the reader can do with them.

import { randomSeed } from "../../config.js";
import { paceOf } from "../../pace.js";
import { createChanges } from "../../views/changes.js";
import { createControls } from "../../views/controls.js";
import { createInSight } from "../../views/in-sight.js";
import { createLaterView } from "../../views/later.js";
import { atLeisure } from "../../views/leisure.js";
import { createDefinition } from "./definition.js";
import { createDownload } from "./download.js";
import { createGrid } from "./grid.js";
import { listenToImages } from "./image-input.js";
import { createPicture, shownName } from "./picture.js";
import { createPresetRow } from "./preset-row.js";
import { createResolution } from "./resolution.js";
import { targetFor } from "./run.js";
import * as settings from "./settings.js";
import { createStats } from "./stats.js";
import { createTargetView } from "./target-view.js";
import { createTimelapse } from "./timelapse.js";
import { createWipe } from "./wipe.js";
import { createZoom } from "./zoom.js";

export function createPaint(root, { store, palette, player }) {
  const part = (id) => root.querySelector(`#${id}`);
  const getConfig = () => store.get().config;
  const setFocus = (focus) => store.set({ focus });
  const views = [
    createControls(root, { getConfig, onChange: player.configure, settings }),
    createTargetView(root),
    createGrid(part("pnet"), { palette, onFocus: setFocus }),
    createPicture(root, { palette, wipe: createWipe(part("picture")) }),
    createInSight(part("picture"), { network: part("pnet"), nameOf: shownName }),
    createZoom(part("picture"), { store, player }),
    createLaterView(loadPsnrChart),
    createStats(root),
    createTimelapse(part("timelapse"), { store, player, onSaved }),
    createDefinition(root, { player }),
    createDownload(part("download"), { store, player, onSaved }),
    createPresetRow(root.querySelector(".presets")), // measures, so that layout is done once
  ];

  async function loadPsnrChart() {
    const { createPsnrChart } = await import("./psnr-chart.js");
    return atLeisure(createPsnrChart(part("psnr-chart")));
  }

  function onSaved(name) {
    store.set({ remark: { title: `Saved ${name}`, text: "Look among your downloads." } });
  }

  const resolution = createResolution({ resize: (map_size) => player.resize({ map_size }) });
  const isNews = createChanges();
  const isOther = createChanges();

  function followTraining({ status, snapshot, playing, speed }) {
    if (status !== "ready") {
      resolution.restart();
    } else if (isNews(snapshot, playing)) {
      resolution.follow({ snapshot, playing, budget: paceOf(speed).frame.budget_ms ?? 0 });
    }
  }

  /** The other network is trained only while it is looked at. */
  function followView({ status, view, config }) {
    const compare = view === "compare" ? "on" : "off";
    if (status === "ready" && config.compare !== compare) {
      player.configure({ compare });
    }
  }

  listenToImages(root, {
    onTarget({ target, remark }) {
      store.set({ target, image: target.key, remark });
      player.configure({}, { image: target.image, morph: store.get().morph });
    },
    onProblem({ title, message }) {
      store.set({ remark: { title, text: message, isProblem: true } });
    },
  });

  /** Of several images that were asked for in the meantime, the last one is shown. */
  async function followImage(state) {
    if (!isOther(state.image)) {
      return;
    }
    const target = await targetFor(state);
    if (store.get().image === target.key) {
      store.set({ target });
    }
  }

  /** There, or back to the painting. */
  const turnTo = (view) => () => store.set({ view: store.get().view === view ? "painting" : view });

  return {
    keys: { d: "difference", t: "wipe" },
    actions: {
      reroll: () => player.configure({ seed: randomSeed() }),
      difference: turnTo("difference"),
      wipe: turnTo("wipe"),
    },
    unpin: () => setFocus(undefined),

    views: [...views, ...[followTraining, followImage, followView].map((draw) => ({ draw }))],
  };
}
