import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { keepApart } = await script("map/base-map.js");

const CANVAS = { getBoundingClientRect: () => ({ left: 0, right: 400, top: 0, bottom: 300 }) };
const SIZE = { width: 60, height: 16 };
const CORNERS = {
  under: [-SIZE.width / 2, 12],
  right: [6, -SIZE.height / 2],
  left: [-SIZE.width - 6, -SIZE.height / 2],
  over: [-SIZE.width / 2, -SIZE.height - 12],
  beneath: [-SIZE.width / 2, 40],
  atop: [-SIZE.width / 2, -SIZE.height - 40],
  above: [-SIZE.width / 2, -SIZE.height - 80],
  aside: [70, -SIZE.height / 2],
};

/** The name of a town at (x, y), as the sheet places it on its four sides. */
const town = (x, y, dataset = {}) => ({
  hidden: false,
  dataset,
  parentElement: { getBoundingClientRect: () => ({ left: x, top: y, right: x, bottom: y }) },
  getBoundingClientRect() {
    const [dx, dy] = CORNERS[this.dataset.side];
    return { left: x + dx, right: x + dx + SIZE.width, top: y + dy, bottom: y + dy + SIZE.height };
  },
});
const sides = (labels, boxes = []) => {
  keepApart(labels, boxes, CANVAS);
  return labels.map(({ hidden, dataset }) => (hidden ? "hidden" : dataset.side));
};

test("a name alone stands under its point", () => {
  assert.deepEqual(sides([town(200, 150)]), ["under"]);
});

test("a smaller town gives way to a bigger one, then hides", () => {
  const agen = [200, 150];
  assert.deepEqual(sides(Array.from({ length: 5 }, () => town(...agen))), ["under", "right", "left", "over", "hidden"]);
});

test("a name does not cover a pin", () => {
  const pin = { left: 170, right: 230, top: 161, bottom: 180 };
  assert.deepEqual(sides([town(200, 150)], [pin]), ["right"]);
});

test("a whole name, or none: never half of one at the edge", () => {
  assert.deepEqual(sides([town(10, 150)]), ["right"]);
  assert.deepEqual(sides([town(390, 150)]), ["left"]);
  assert.deepEqual(sides([town(200, 290)]), ["right"]);
  assert.deepEqual(sides([town(-100, 150)]), ["hidden"]);
});

test("a name that was hidden comes back when there is room", () => {
  const label = town(200, 150);
  const everywhere = { left: 0, right: 400, top: 0, bottom: 300 };
  assert.deepEqual(sides([label], [everywhere]), ["hidden"]);
  assert.deepEqual(sides([label]), ["under"]);
});

test("a town that is always named goes beyond the pin that stands on it", () => {
  const pin = { left: 160, right: 240, top: 125, bottom: 175 };
  assert.deepEqual(sides([town(200, 150)], [pin]), ["hidden"]);
  assert.deepEqual(sides([town(200, 150, { always: "" })], [pin]), ["beneath"]);
});

test("a town that is always named is named where there is no room at all", () => {
  const everywhere = { left: 0, right: 400, top: 0, bottom: 300 };
  assert.notDeepEqual(sides([town(200, 150, { always: "" })], [everywhere]), ["hidden"]);
  assert.deepEqual(sides([town(-5, 150, { always: "" })], [everywhere]), ["hidden"]);
});

test("the boxes given are not changed", () => {
  const boxes = [];
  sides([town(200, 150)], boxes);
  assert.deepEqual(boxes, []);
});
