import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { script } from "./scripts.mjs";

const root = { dataset: {} };
let stored;
let listeners;
let group;
let page;

beforeEach(() => {
  root.dataset = {};
  stored = {};
  listeners = {};
  const radios = Object.fromEntries(["auto", "clair", "sombre"].map((value) => [`input[value="${value}"]`, { value }]));
  group = {
    hidden: false,
    radios,
    querySelector: (selector) => radios[selector],
    addEventListener: (kind, listener) => (listeners[kind] = listener),
    setAttribute: (name) => (group[name] = true),
  };
  page = {
    document: {
      documentElement: root,
      readyState: "complete",
      querySelector: () => group,
      addEventListener: (kind, listener) => (listeners[kind] = listener),
    },
    localStorage: {
      getItem: (key) => stored[key] ?? null,
      setItem: (key, value) => (stored[key] = value),
    },
  };
});

test("the choice made before is there before the page is painted, and its button is checked", async () => {
  stored.affichage = "sombre";
  await script("theme.js", page);
  assert.equal(root.dataset.theme, "sombre");
  assert.equal(group.radios['input[value="sombre"]'].checked, true);
});

test("without a choice, or with one nobody can read, the system decides", async () => {
  for (const value of [undefined, "violet"]) {
    stored.affichage = value;
    await script("theme.js", page);
    assert.equal(root.dataset.theme, undefined);
    assert.equal(group.radios['input[value="auto"]'].checked, true);
  }
});

test("a choice acts at once and is remembered, and « auto » takes it back", async () => {
  await script("theme.js", page);
  listeners.change({ target: { value: "clair" } });
  assert.deepEqual([root.dataset.theme, stored.affichage], ["clair", "clair"]);
  listeners.change({ target: { value: "auto" } });
  assert.deepEqual([root.dataset.theme, stored.affichage], [undefined, "auto"]);
});

test("while the page loads, the theme comes first and the buttons when they are there", async () => {
  stored.affichage = "clair";
  page.document.readyState = "loading";
  await script("theme.js", page);
  assert.equal(root.dataset.theme, "clair");
  assert.equal(group.radios['input[value="clair"]'].checked, undefined);
  listeners.DOMContentLoaded();
  assert.equal(group.radios['input[value="clair"]'].checked, true);
});

test("when storage is refused, no choice is offered", async () => {
  page.localStorage.getItem = () => {
    throw new Error("refused");
  };
  await script("theme.js", page);
  listeners.DOMContentLoaded();
  assert.equal(group.hidden, true);
});
