import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const registered = {};
const bar = { registerCheck: (name, check) => (registered[name] = check) };
const { longestSentence, unexplained, saysNothing } = await script("writing-checks.js", {
  document: { querySelector: () => bar },
});

test("the words of the longest sentence are counted, signs are not", () => {
  assert.equal(longestSentence(""), 0);
  assert.equal(longestSentence("Venez « vite » : c’est ouvert !"), 4);
  assert.equal(longestSentence("Un. Deux mots ! Encore trois mots ? Oui…"), 3);
  assert.equal(longestSentence("À 9 h 30, au 2.5 km"), 7);
});

test("an acronym is known, or explained beside", () => {
  assert.deepEqual(unexplained("La CAF et l’ANTS", ["CAF"]), ["ANTS"]);
  assert.deepEqual(unexplained("La caisse (CPAM), puis la CPAM", []), []);
  assert.deepEqual(unexplained("La CPAM (caisse d’assurance maladie)", []), []);
  assert.deepEqual(unexplained("À Agen, J2 et l’ÉTAT", ["ÉTAT"]), []);
});

test("a title or a link that says nothing", () => {
  for (const text of ["Page", " article 2 ", "Ici.", "ICI →", ""]) assert.ok(saysNothing(text, ["page", "article", "ici"]), text);
  for (const text of ["Page d’aide", "Ici, on répare"]) assert.ok(!saysNothing(text, ["page", "ici"]), text);
});

test("each rule is given to the bar", () => {
  const long = { textContent: "mot ".repeat(26) };
  assert.equal(registered["short-sentences"](long, { most: 25 }), false);
  assert.equal(registered["short-sentences"](long, { most: 26 }), true);
  assert.deepEqual(Object.keys(registered), ["short-sentences", "known-acronyms", "telling-title", "telling-link"]);
});
