// What is proposed under a text box while a person types: needs, communes, places. One small list is fetched when the box
// is first used and kept by the browser; only a text that has nothing close in it is asked of the server.
// The pattern is the editable combobox with a list of WAI-ARIA: the focus stays in the box, arrows walk the list, Enter
// takes what they stand on, Escape closes. Nothing is chosen for the person, and choosing only fills the box.

const SAINTS = { st: "saint", ste: "saint", sainte: "saint", sts: "saints", stes: "saints", saintes: "saints" };
const ARTICLES = new Set(["le", "la", "les", "l", "d"]);
const COMMUNE = "commune";
const MOST = 6; // as many as stand above the keyboard of a phone
const WAIT = 250; // milliseconds without a key before the server is asked

/** Folded words of a text: « Ste-Livrade » → saint livrade, as portal/words/commune_names.py cuts them. */
export const cut = (text) => {
  const bare = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const words = bare.replace(/œ/g, "oe").replace(/æ/g, "ae").split(/[^a-z0-9]+/).filter(Boolean);
  return words.map((word) => SAINTS[word] ?? word);
};

const begin = (words, typed) => {
  let at = 0;
  return typed.every((begun) => {
    while (at < words.length && !words[at].startsWith(begun)) at += 1;
    at += 1;
    return at <= words.length;
  });
};

/** The entries of a fetched list, with what they are compared by. */
export const prepared = ({ entrees }, kinds) =>
  kinds.flatMap((kind) =>
    (entrees[kind] ?? []).map(([label, hint = "", ...also]) => {
      const names = [label, ...also].map(cut);
      return { kind, label, hint, also, names, more: cut(hint) };
    }),
  );

const rank = ({ names, more }, typed) => {
  const text = typed.join(" ");
  for (const words of names) {
    const bare = ARTICLES.has(words[0]) ? words.slice(1) : words;
    for (const name of [words.join(" "), bare.join(" ")]) {
      if (name === text) return 0;
      if (name.startsWith(text)) return 1;
    }
  }
  if (typed.length === 1 && more.some((code) => code.startsWith(text)) && /^\d/.test(text)) return 1;
  if (names.some((words) => begin(words, typed))) return 2;
  const all = [...names.flat(), ...more];
  return typed.every((begun) => all.some((word) => word.startsWith(begun))) ? 3 : Infinity;
};

const ranked = (entries, typed) =>
  entries
    .map((entry, order) => ({ entry, order, at: rank(entry, typed) }))
    .filter(({ at }) => at < Infinity)
    .sort((one, other) => one.at - other.at || one.order - other.order)
    .map(({ entry }) => entry);

/** A code typed in the box chooses among those of a commune. */
const shown = (entry, typed) => {
  if (entry.kind !== COMMUNE) return entry;
  const codes = entry.hint.split(" ");
  const hint = codes.find((code) => typed.some((word) => /^\d/.test(word) && code.startsWith(word))) ?? codes[0];
  return { ...entry, hint };
};

/** What is proposed: `value` is written in the box, « Agen (47000) » because this names no other commune. */
const proposal = (entry, typed, said = "") => {
  const { kind, label, hint } = shown(entry, typed);
  return { kind, label, hint, value: said + (kind === COMMUNE ? `${label} (${hint})` : label) };
};

/**
 * What to propose for a text, best first. Where a box takes a need and a commune together, the last words may be the
 * commune: « impôts ag » → « impôts Agen (47000) ».
 */
export const best = (entries, text, most = MOST) => {
  const typed = cut(text);
  if (!typed.length) return [];
  const whole = ranked(entries, typed);
  if (whole.length || entries.every(({ kind }) => kind === COMMUNE)) {
    return whole.slice(0, most).map((entry) => proposal(entry, typed));
  }
  const communes = entries.filter(({ kind }) => kind === COMMUNE);
  const words = text.trim().split(/\s+/);
  for (let first = 1; first < words.length; first += 1) {
    const tail = cut(words.slice(first).join(" "));
    const found = tail.join("").length > 1 ? ranked(communes, tail) : [];
    if (found.length) {
      const said = words.slice(0, first).join(" ");
      return found.slice(0, most).map((entry) => proposal(entry, tail, `${said} `));
    }
  }
  return [];
};

const lists = new Map();
const fetched = (address) => {
  if (!lists.has(address)) {
    const asked = fetch(address).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
    asked.catch(() => lists.delete(address)); // a line that was cut: the next key tries again
    lists.set(address, asked);
  }
  return lists.get(address);
};

const element = (name, properties) => Object.assign(document.createElement(name), properties);

const propose = (address) => (box, number) => {
  const kinds = box.dataset.kinds.split(" ");
  const list = element("ul", { id: `propositions-${number}`, className: "proposals", hidden: true });
  const status = element("p", { className: "vh" });
  list.setAttribute("role", "listbox");
  status.setAttribute("role", "status");
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    autocomplete: "off",
  })) box.setAttribute(name, value);
  const field = box.closest(".field, form");
  field.classList.add("with-proposals");
  field.append(list, status);

  let words, entries, timer;
  let options = [];
  let current = -1;

  const stand = (at) => {
    current = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };

  const close = () => {
    clearTimeout(timer);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    stand(-1);
  };

  const take = (at) => {
    box.value = options[at].value;
    close();
    status.textContent = box.value;
    box.focus();
  };

  const show = (found) => {
    options = found;
    list.setAttribute("aria-label", words.mots.liste);
    list.replaceChildren(
      ...found.map(({ label, hint, kind }, index) => {
        const option = element("li", { id: `${list.id}-${index}` });
        option.setAttribute("role", "option");
        const name = element("span", { textContent: label });
        const sort = kinds.length > 1 ? words.genres[kind] : "";
        const aside = element("span", { className: "muted", textContent: [hint, sort].filter(Boolean).join(" · ") });
        option.append(name, " ", aside);
        option.addEventListener("click", () => take(index));
        return option;
      }),
    );
    // Where it is laid over the page: just under the box.
    list.style.insetBlockStart = `${box.offsetTop + box.offsetHeight + 4}px`;
    list.style.insetInlineStart = `${box.offsetLeft}px`;
    list.style.inlineSize = `${box.offsetWidth}px`;
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(Boolean(found.length)));
    stand(-1);
    const { une, plusieurs, aucune } = words.mots;
    status.textContent = found.length > 1 ? plusieurs.replace("{n}", found.length) : found.length ? une : aucune;
  };

  const load = async () => {
    words = await fetched(address);
    entries ??= prepared(words, kinds);
  };

  const ask = async (text) => {
    const query = new URLSearchParams([["q", text], ...kinds.map((kind) => ["genre", kind])]);
    const near = prepared(await fetched(`${address}?${query}`), kinds);
    if (box.value === text && document.activeElement === box) show(near.slice(0, MOST).map((entry) => proposal(entry, [])));
  };

  const look = async () => {
    clearTimeout(timer);
    const text = box.value;
    try {
      await load();
      if (box.value !== text) return;
      const found = best(entries, text);
      if (found.length || cut(text).join("").length < 3) {
        if (text.trim()) show(found);
        else close();
        return;
      }
      show([]);
      timer = setTimeout(() => ask(text).catch(() => {}), WAIT);
    } catch {
      close(); // without the list the box is a plain one
    }
  };

  box.addEventListener("focus", () => load().catch(() => {}), { once: true });
  box.addEventListener("input", look);
  box.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the box
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) {
      event.preventDefault();
      look();
    } else if (step) {
      event.preventDefault();
      const places = options.length + 1; // the box itself is one of them
      stand(((current + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      take(current);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
};

const address = document.querySelector("script[data-list]")?.dataset.list;
if (address) document.querySelectorAll("input[data-kinds]").forEach(propose(address));
