// Remembers the light or dark choice of the footer in this browser (localStorage, no cookie).
// Without this script the three radio buttons still act on the page being read, through :has().
const KEY = "affichage";
const root = document.documentElement;

const apply = (theme) => {
  if (theme === "clair" || theme === "sombre") root.dataset.theme = theme;
  else delete root.dataset.theme;
};

const setUp = (remembered) => {
  const group = document.querySelector("[data-theme-switch]");
  if (!group) return;
  const radio = group.querySelector(`input[value="${remembered}"]`);
  if (radio) radio.checked = true;
  group.addEventListener("change", ({ target }) => {
    apply(target.value);
    localStorage.setItem(KEY, target.value);
  });
};

try {
  const stored = localStorage.getItem(KEY);
  const remembered = ["clair", "sombre"].includes(stored) ? stored : "auto";
  apply(remembered); // before the first paint: the script blocks rendering
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => setUp(remembered));
  else setUp(remembered);
} catch {
  // Storage refused: a choice that would be lost on the next page is better not offered.
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("[data-theme-switch]")?.setAttribute("hidden", "");
  });
}
