// The finder's only script: « Autour de moi », and the map that a button opens beside the list.
import "./around-me.js";

const section = document.querySelector("#carte");
const button = section?.querySelector(".map-open");
let opened; // a promise of the map, kept: closing hides it, opening again shows it at once

// What the map shows is kept in the history entry of the page: coming back from a place shows it again as it was.
const keep = (map) => history.replaceState({ ...history.state, map }, "");

const show = (open) => {
  section.classList.toggle("is-open", open);
  for (const words of button.querySelectorAll("[data-when]")) words.hidden = (words.dataset.when === "open") !== open;
};

const toggle = async (kept) => {
  const status = section.querySelector("[role=status]");
  if (section.classList.contains("is-open")) {
    show(false);
    keep(null);
    status.textContent = "";
    return;
  }
  show(true);
  status.textContent = section.dataset.loading;
  try {
    // Leaflet and the contours weigh ten times this page: they come only now.
    opened ??= import("./map/finder-map.js").then(({ openMap }) => openMap(section, button, kept, keep));
    const { announcement, view } = await opened;
    status.textContent = announcement;
    keep(view());
  } catch (error) {
    opened = undefined; // the next press tries again
    show(false);
    status.textContent = section.dataset.failed;
    console.error(error);
  }
};

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => toggle());
  section.querySelector(".map-picture").addEventListener("click", () => toggle());
  // On a phone the map comes after the list: the link at the head of the list leads there, and opens it.
  document.querySelector(".to-map a")?.addEventListener("click", (event) => {
    event.preventDefault();
    if (!section.classList.contains("is-open")) toggle();
    section.querySelector("h2").focus();
    section.scrollIntoView({ block: "start" });
  });
  if (history.state?.map) toggle(history.state.map);
  // « Revenir à la liste » makes another entry of the same page.
  addEventListener("hashchange", async () => section.classList.contains("is-open") && keep((await opened).view()));
}
