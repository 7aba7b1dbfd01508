import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { addressAround } = await script("around-me.js", { isSecureContext: false });
const HERE = { latitude: 44.11275, longitude: 0.530547 };

test("only two decimals of the position leave the browser", () => {
  assert.equal(addressAround("/lieux/", [], HERE), "/lieux/?autour=44.11%2C0.53");
  assert.equal(addressAround("/lieux/", [], { latitude: -0.001, longitude: 179.999 }), "/lieux/?autour=-0.00%2C180.00");
});

test("what was asked stays, but for the commune, the page and what is empty", () => {
  const fields = [
    ["quoi", "impôts"], ["ou", "agen"], ["page", "3"], ["rayon", "10"], ["type", ""],
    ["service", "a"], ["service", "b"],
  ];
  const asked = new URL(addressAround("/lieux/", fields, HERE), "http://localhost").searchParams;
  assert.deepEqual([...asked], [
    ["quoi", "impôts"], ["rayon", "10"], ["service", "a"], ["service", "b"], ["autour", "44.11,0.53"],
  ]);
});

test("a second press replaces the first position", () => {
  const address = addressAround("/lieux/", [["autour", "1.00,2.00"]], HERE);
  assert.equal(address, "/lieux/?autour=44.11%2C0.53");
});
