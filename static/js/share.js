// What only a script can do with a page: print it, copy its text or the address of a calendar. Each button is shown when it
// will work.
const reveal = (button, act) => {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", act);
};

const copy = async ({ currentTarget: button }) => {
  const { text, done, failed } = button.dataset;
  const status = button.closest("section").querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = done;
  } catch {
    status.textContent = failed;
  }
};

for (const address of document.querySelectorAll("input[readonly]")) {
  address.addEventListener("focus", () => address.select());
}
for (const advice of document.querySelectorAll("[data-share=none]")) advice.hidden = true;
for (const button of document.querySelectorAll("button[data-share=print]")) reveal(button, () => window.print());
// A page served without HTTPS elsewhere than on this machine has no clipboard: no button is better than a dead one.
if (navigator.clipboard) for (const button of document.querySelectorAll("button[data-share=copy]")) reveal(button, copy);
