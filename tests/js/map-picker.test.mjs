import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { positionIn } = await script("map-picker.js", {
  IntersectionObserver: class {},
  document: { querySelectorAll: () => [] },
});
const typed = (...values) => positionIn(values.map((value) => ({ value, validity: { badInput: false } })));

test("two numbers are a position", () => {
  assert.deepEqual(typed("44.5", "0.4"), [44.5, 0.4]);
  assert.deepEqual(typed("-90", "180"), [-90, 180]);
  assert.deepEqual(typed("0", "0"), [0, 0]);
});

test("half a position is none", () => {
  for (const pair of [["", "0.4"], ["44.5", ""], ["", ""]]) assert.equal(typed(...pair), null);
});

test("what is not on the Earth is no position", () => {
  for (const pair of [["95", "0"], ["-90.1", "0"], ["44", "180.5"], ["Infinity", "0"], ["quatre", "0"]]) {
    assert.equal(typed(...pair), null);
  }
});

test("a field in which the browser reads no number is not empty for all that", () => {
  const fields = [{ value: "4", validity: { badInput: true } }, { value: "0.4", validity: { badInput: false } }];
  assert.equal(positionIn(fields), null);
});
