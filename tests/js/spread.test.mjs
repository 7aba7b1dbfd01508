import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { spread } = await script("map/spread.js");
const APART = 47;

/** Numbers between 0 and 1, always the same: a failure can be seen again. */
const numbers = (seed) => {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 31;
  };
};
const moved = (points) => spread(points, APART).map((push, i) => ({ x: points[i].x + push.x, y: points[i].y + push.y }));
const nearest = (points) => {
  const distances = points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
  return Math.min(...distances);
};

test("points that are far enough stay where they are", () => {
  const points = [{ x: 0, y: 0 }, { x: APART, y: 0 }, { x: 0, y: APART }];
  assert.deepEqual(spread(points, APART), points.map(() => ({ x: 0, y: 0 })));
});

test("nothing and one point are nothing to push", () => {
  assert.deepEqual(spread([], APART), []);
  assert.deepEqual(spread([{ x: 3, y: 4 }], APART), [{ x: 0, y: 0 }]);
});

test("two points are pushed as little as it takes, the same way both", () => {
  const [left, right] = spread([{ x: 0, y: 0 }, { x: 10, y: 0 }], APART);
  assert.ok(Math.abs(right.x - left.x + 10 - APART) < 1);
  assert.equal(left.x, -right.x);
  assert.deepEqual([left.y, right.y], [0, 0]);
});

test("places at one and the same point are parted", () => {
  const points = Array.from({ length: 6 }, () => ({ x: 100, y: 100 }));
  assert.ok(nearest(moved(points)) > APART - 1);
});

test("any places of a town are parted, and the given points are left alone", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const next = numbers(seed);
    const points = Array.from({ length: 8 }, () => ({ x: 300 * next(), y: 200 * next() }));
    const before = structuredClone(points);
    assert.ok(nearest(moved(points)) > APART - 2, `seed ${seed}: ${nearest(moved(points))}`);
    assert.deepEqual(points, before);
  }
});

test("the pushes of all have no direction: the map does not slide", () => {
  const next = numbers(7);
  const points = Array.from({ length: 12 }, () => ({ x: 60 * next(), y: 60 * next() }));
  const pushes = spread(points, APART);
  for (const axis of ["x", "y"]) assert.ok(Math.abs(pushes.reduce((sum, push) => sum + push[axis], 0)) < 1e-6);
});

test("the same points always give the same answer", () => {
  const points = [{ x: 5, y: 5 }, { x: 5, y: 5 }, { x: 9, y: 2 }, { x: 60, y: 1 }];
  assert.deepEqual(spread(points, APART), spread(points, APART));
});
