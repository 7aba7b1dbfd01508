import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { grouped, middle } = await script("map/pins.js");

/** Pins of 20 pixels, groups of 40. */
const drawn = ({ x, y }, count) => {
  const half = count === 1 ? 10 : 20;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
};
const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
/** Numbers between 0 and 1, always the same: a failure can be seen again. */
const numbers = (seed) => {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
};

test("nothing is nothing, and what is apart stays apart", () => {
  assert.deepEqual(grouped([], drawn), []);
  assert.deepEqual(grouped([{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 0, y: 20 }], drawn), [[0], [1], [2]]);
});

test("neighbours become one, in the order of the list", () => {
  assert.deepEqual(grouped([{ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 4, y: 0 }], drawn), [[0, 2], [1]]);
});

test("a group takes what its own drawing would hide", () => {
  assert.deepEqual(grouped([{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 27, y: 0 }], drawn), [[0, 1, 2]]);
});

test("places at one and the same point are one group", () => {
  assert.deepEqual(grouped(Array.from({ length: 5 }, () => ({ x: 7, y: 7 })), drawn), [[0, 1, 2, 3, 4]]);
});

test("whatever the points, no group hides another and nobody is lost", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const next = numbers(seed);
    const points = Array.from({ length: 20 }, () => ({ x: 300 * next(), y: 200 * next() }));
    const before = structuredClone(points);
    const groups = grouped(points, drawn);
    assert.deepEqual(groups.flat().sort((a, b) => a - b), points.map((_point, rank) => rank));
    assert.deepEqual(groups.map(([first]) => first), groups.map(([first]) => first).sort((a, b) => a - b));
    const boxes = groups.map((ranks) => drawn(middle(ranks.map((rank) => points[rank])), ranks.length));
    boxes.forEach((a, i) => assert.ok(!boxes.slice(i + 1).some((b) => meet(a, b)), `seed ${seed}`));
    assert.deepEqual(points, before);
  }
});
