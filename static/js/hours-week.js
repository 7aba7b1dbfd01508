// The hours in the admin form of a place: the week that they mean follows what is typed.
const QUIET = 300; // milliseconds without a key before the server is asked

/** The address that tells what `text` means in the place of this number ("" before it has one). */
export const weekAddress = (url, text, place) => `${url}?${new URLSearchParams({ texte: text, ...(place && { lieu: place }) })}`;

const follow = (root) => {
  const field = document.getElementById(root.dataset.field);
  let timer;
  let asking;
  const ask = async () => {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(weekAddress(root.dataset.url, field.value, root.dataset.place), { signal: asking.signal });
      // Signed out meanwhile, the answer is another page: the last week shown stays.
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      root.replaceChildren(...page.body.childNodes);
    } catch {
      // Another key came, or the network is away: the form says it all when it is sent.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, QUIET);
  });
};

for (const root of document.querySelectorAll("[data-hours-week]")) follow(root);
