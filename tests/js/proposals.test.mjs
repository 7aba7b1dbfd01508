import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { best, cut, prepared } = await script("proposals.js", { document: { querySelector: () => null } });
const KINDS = ["besoin", "commune", "lieu"];
const LIST = {
  entrees: {
    besoin: [["Impôts"], ["Carte grise"], ["Carte d’identité"]],
    commune: [
      ["Agen", "47000"], ["Villeneuve-sur-Lot", "47300"], ["Sainte-Livrade-sur-Lot", "47110"],
      ["Saint-Sylvestre-sur-Lot", "47140"], ["Castelmoron-sur-Lot", "47260"], ["Le Passage", "47520"],
      ["Gueyze", "47170", "Sos"], ["Bordeaux", "33000 33100 33200"],
    ],
    lieu: [["Médiathèque", "Agen"], ["La Poste", "Villeneuve-sur-Lot"]],
  },
};
const entries = prepared(LIST, KINDS);
const values = (text, some = entries) => best(some, text).map(({ value }) => value);

test("words are cut as the portal cuts the names of communes", () => {
  assert.deepEqual(cut("Ste-Livrade s/Lot"), ["saint", "livrade", "s", "lot"]);
  assert.deepEqual(cut("L’Œuvre  d’art"), ["l", "oeuvre", "d", "art"]);
});

test("accents, hyphens, articles and saints do not matter", () => {
  for (const typed of ["st sylv", "Saint-Sylvestre", "SAINTE SYLVESTRE SUR"]) {
    assert.equal(values(typed)[0], "Saint-Sylvestre-sur-Lot (47140)", typed);
  }
  assert.deepEqual(values("passage"), ["Le Passage (47520)"]);
  assert.deepEqual(values("impot"), ["Impôts"]);
});

test("any word of a name, a former name and a postal code lead to it", () => {
  assert.deepEqual(values("livrade"), ["Sainte-Livrade-sur-Lot (47110)"]);
  assert.deepEqual(values("sos"), ["Gueyze (47170)"]);
  assert.deepEqual(values("4730"), ["Villeneuve-sur-Lot (47300)"]);
  assert.deepEqual(values("33200"), ["Bordeaux (33200)"]);
});

test("a place is found with its commune beside its name", () => {
  assert.deepEqual(values("mediatheque agen"), ["Médiathèque"]);
});

test("the kinds come in the order of the box, what begins so before what only holds it", () => {
  assert.deepEqual(values("ca"), ["Carte grise", "Carte d’identité", "Castelmoron-sur-Lot (47260)"]);
});

test("the last words may be the commune", () => {
  assert.deepEqual(values("impôts ag"), ["impôts Agen (47000)"]);
  assert.deepEqual(values("aide pour ma carte, castelm"), ["aide pour ma carte, Castelmoron-sur-Lot (47260)"]);
  assert.deepEqual(values("impots ag", prepared(LIST, ["commune"])), []);
});

test("nothing typed and nothing close propose nothing", () => {
  for (const typed of ["", "  ", "’", "zzzz", "impots z"]) assert.deepEqual(values(typed), []);
});
