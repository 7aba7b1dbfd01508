// The boxes of the admin for a day or an hour: what was understood is said underneath, as it is typed.
// Heard from the page itself: rows come and go in the forms of an activity, dialogs and filters open later.
const QUIET = 300; // milliseconds without a key before the server is asked
const SAID = "[data-typed-moment-said]";

/** The address that says what `text` means in a box of this kind (`past`: one that says what has been). */
export const saidAddress = ({ typedMomentUrl, typedMoment, typedMomentPast }, text) =>
  `${typedMomentUrl}?${new URLSearchParams({ genre: typedMoment, texte: text, ...(typedMomentPast !== undefined && { passe: "" }) })}`;

const waiting = new WeakMap(); // box → how to give its last question up

const ask = async (box, signal) => {
  try {
    const answer = await fetch(saidAddress(box.dataset, box.value), { signal });
    // Signed out meanwhile, the answer is another page: what is typed is still read when the form is sent.
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = page.querySelector(SAID);
    const shown = box.nextElementSibling;
    if (shown?.matches(SAID)) shown.replaceChildren(...said.childNodes);
    else box.after(said); // a filter has only its box
  } catch {
    // Another key came, or the network is away.
  }
};

const follow = ({ target }) => {
  if (!target.matches?.("[data-typed-moment]")) return;
  waiting.get(target)?.();
  const asking = new AbortController();
  const timer = setTimeout(() => ask(target, asking.signal), QUIET);
  waiting.set(target, () => {
    clearTimeout(timer);
    asking.abort();
  });
};

// `change` too: a dialog that is given up puts back what was there.
for (const event of ["input", "change"]) document.addEventListener(event, follow);
