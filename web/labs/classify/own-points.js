// The reader's own points: where they start, how they change, and the way back. The config holds
// them; training goes on while they change.

import { changesFor } from "../../config.js";
import { countPoints, MOST_POINTS, pointsOf } from "./points.js";

const MOST_UNDO = 100;

/** Any point may be for testing, so all are shown, and the switch says so. */
export const EDITING = { editing: true, show_test: true };

export function createOwnPoints(store, configure) {
  const past = []; // earlier points, the latest last
  let stroke; // changes of one stroke are undone together
  let problem; // that the points of the config are for

  store.subscribe(({ config, editing }) => {
    const isOwn = config.dataset === "points";
    if (isOwn && config.problem !== problem) {
      problem = config.problem;
      past.length = 0;
    }
    if (editing && !isOwn) {
      store.set({ editing: false });
    }
  });

  function current() {
    const { config, cleared } = store.get();
    return cleared ? [] : config.points;
  }

  /** Python needs a point to learn from: while there is none, it keeps the last ones. */
  function use(points) {
    store.set({ cleared: points.length === 0 });
    if (points.length > 0) {
      configure({ points });
    }
  }

  function remember(points) {
    past.push(points);
    past.splice(0, past.length - MOST_UNDO);
    stroke = undefined;
  }

  return {
    current,
    isFull: () => countPoints(current()) >= MOST_POINTS,
    canUndo: () => past.length > 0,

    /** Chooses the own points, at first those of the data set that was there before. */
    start() {
      const { config, snapshot, class_names } = store.get();
      const isKept = problem === config.problem && config.points?.length > 0;
      if (!isKept && !snapshot) {
        store.set({ config: { ...config } }); // nothing to begin with yet: the choice springs back
        return;
      }
      const points = isKept ? config.points : pointsOf(snapshot.data).slice(0, 3 * MOST_POINTS);
      configure({ dataset: "points", points });
      store.set({ ...EDITING, cleared: false, class_names: isKept ? class_names : undefined });
    },

    /** Takes points from elsewhere, with the names of their classes if they have any. */
    load({ points, problem: itsProblem, class_names }) {
      const { config } = store.get();
      if (config.dataset === "points" && config.problem === itsProblem) {
        remember(current());
      }
      configure({ ...changesFor("problem", itsProblem, config), dataset: "points", points });
      store.set({ editing: false, cleared: false, class_names });
    },

    change(points, itsStroke) {
      if (itsStroke === undefined || itsStroke !== stroke) {
        remember(current());
      }
      stroke = itsStroke;
      use(points);
    },

    undo() {
      stroke = undefined;
      if (past.length > 0) {
        use(past.pop());
      }
    },
  };
}
