// Our own rules of « Vérifications » (portal/roof/editing/content_checks.py), for the bar of the team and the preview of
// the editor. Loaded after the bar's script and before the page is complete: it then knows them when it starts.
const WORD = /[\p{L}\p{N}]/u;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,6}(?![\p{L}\p{N}])/gu;

const plain = (text) => text.replace(/\s+/gu, " ").trim().toLocaleLowerCase("fr").replaceAll("'", "’");

/** How many words the longest sentence holds. */
export const longestSentence = (text) =>
  Math.max(
    ...text.split(/[.!?…]+(?=[\s»”)]|$)|\n/u).map((sentence) => sentence.split(/\s+/u).filter((word) => WORD.test(word)).length),
  );

/** Acronyms that are neither known nor explained beside: « caisse d’allocations familiales (CAF) ». */
export const unexplained = (text, known) =>
  [...new Set(text.match(ACRONYM) ?? [])].filter(
    (found) => !known.includes(found) && !text.includes(`(${found})`) && !text.includes(`${found} (`),
  );

/** Whether a title or a link says nothing: empty, or one of these words alone, with a number or not. */
export const saysNothing = (text, empty) => empty.includes(plain(text).replace(/\s*\d*[\s.…!→]*$/u, "")) || plain(text) === "";

const CHECKS = {
  "short-sentences": (element, { most }) => longestSentence(element.textContent) <= most,
  "known-acronyms": (element, { known }) => unexplained(element.textContent, known).length === 0,
  "telling-title": (element, { empty }) => !saysNothing(element.textContent, empty),
  "telling-link": (element, { empty }) => !saysNothing(element.textContent, empty),
};

const bar = document.querySelector("wagtail-userbar");
for (const [name, check] of Object.entries(CHECKS)) bar?.registerCheck(name, check);
