import assert from "node:assert/strict";
import { test } from "node:test";
import { script } from "./scripts.mjs";

const { weekAddress } = await script("hours-week.js", { document: { querySelectorAll: () => [] } });

test("what is typed is asked as it is", () => {
  assert.equal(weekAddress("/admin/lieux/horaires/", "9h & 12h", "7"), "/admin/lieux/horaires/?texte=9h+%26+12h&lieu=7");
  assert.equal(weekAddress("/x/", "é", ""), "/x/?texte=%C3%A9");
});
