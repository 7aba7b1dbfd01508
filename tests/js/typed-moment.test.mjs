import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { saidAddress } = await script("typed-moment.js", { document: { addEventListener: () => {} } });

test("what is typed is asked as it is, with the kind of its box", () => {
  const box = { typedMomentUrl: "/admin/dates/comprises/", typedMoment: "moment" };
  assert.equal(saidAddress(box, "14/12 à 9h"), "/admin/dates/comprises/?genre=moment&texte=14%2F12+%C3%A0+9h");
});

test("a box that says what has been says so", () => {
  const box = { typedMomentUrl: "/x/", typedMoment: "jour", typedMomentPast: "" };
  assert.equal(saidAddress(box, "14/12"), "/x/?genre=jour&texte=14%2F12&passe=");
});
