import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyHistory, extendHistory } from "../../web/history.js";

function historyOf(...epochs) {
  const snapshots = epochs.map((epoch) => snapshotAt(epoch));
  return snapshots.reduce(extendHistory, emptyHistory());
}

function snapshotAt(epoch, epoch_share = 0) {
  return { epoch, epoch_share, train_loss: 1 / epoch, test_loss: 2 / epoch };
}

test("snapshots become points of the curves", () => {
  const expected = { epoch: [1, 2, 4], train_loss: [1, 0.5, 0.25], test_loss: [2, 1, 0.5] };
  assert.deepEqual(historyOf(1, 2, 4), expected);
});

test("going back in time forgets what came later", () => {
  assert.deepEqual(historyOf(1, 2, 3, 4, 2).epoch, [1, 2]);
  assert.deepEqual(historyOf(1, 2, 3, 0).epoch, [0]);
});

test("a second snapshot of an epoch replaces the first", () => {
  assert.deepEqual(historyOf(1, 2, 2).epoch, [1, 2]);
});

test("a snapshot in the middle of an epoch does not take the place of that at its start", () => {
  const history = [[1], [1, 0.25], [1, 0.75], [2]].reduce(
    (before, place) => extendHistory(before, snapshotAt(...place)),
    emptyHistory(),
  );
  assert.deepEqual(history.epoch, [1, 1.25, 1.75, 2]);
});

test("a longer history is another object, so that views notice", () => {
  const history = historyOf(1, 2);
  assert.notEqual(extendHistory(history, snapshotAt(3)), history);
});

test("a long run stays short, from its first epoch to its last, and no spike is lost", () => {
  const losses = (epoch) => ({ train_loss: epoch === 1234 ? 9 : 1 / epoch, test_loss: epoch });
  let history = emptyHistory();
  for (let epoch = 1; epoch <= 20_000; epoch += 1) {
    history = extendHistory(history, { epoch, epoch_share: 0, ...losses(epoch) });
    assert.ok(history.epoch.length <= 4001 && history.epoch.at(-1) === epoch);
  }
  assert.equal(history.epoch[0], 1);
  assert.ok(history.train_loss.includes(9));
  history.epoch.forEach((epoch, i) => {
    assert.equal(history.test_loss[i], epoch);
    assert.ok(i === 0 || epoch > history.epoch[i - 1]);
  });
});
