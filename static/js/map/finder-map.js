// The map of the finder, in step with the list: a pin for each card, in the order of the list; a pin leads to its card,
// a card lights up its pin.
import { drawBaseMap } from "./base-map.js";
import { loadBaseMap, loadLeaflet, makeMap, tieTools } from "./leaflet.js";
import { HEIGHT, WIDTH, addPins } from "./pins.js";

const CLOSE = 13; // zoom beyond which our contours have nothing left to tell

const read = (id) => JSON.parse(document.getElementById(id).textContent);

/** `kept` is the view to show again, if any: `{lat, lon, zoom, card}`. `keep` is told each new one. */
export const openMap = async (section, button, kept, keep) => {
  const words = section.dataset;
  const [L, layers] = await Promise.all([loadLeaflet(), loadBaseMap(words.baseMap)]);
  const canvas = section.querySelector(".map-canvas");
  const map = makeMap(L, canvas);
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", words.canvas);
  const place = read("finder-place");
  const asked = place?.name ? [{ ...place, always: true }] : [];
  const { bounds, nameTowns } = drawBaseMap(L, map, layers, [...asked, ...read("finder-towns")]);
  tieTools(map, section.querySelector(".map-tools"), bounds);

  const points = read("finder-points");
  const view = place ? drawPlace(L, map, place) : L.latLngBounds([]);
  for (const { latitude, longitude } of points) view.extend([latitude, longitude]);
  if (kept) map.setView([kept.lat, kept.lon], kept.zoom, { animate: false });
  else if (view.isValid()) {
    map.fitBounds(view, { padding: [36, 58], maxZoom: CLOSE, animate: false });
    // Further apart than the widest view: the first one rather than the sea between.
    const [first] = points;
    if (!points.some(({ latitude, longitude }) => map.getBounds().contains([latitude, longitude]))) {
      map.setView([first.latitude, first.longitude], map.getZoom(), { animate: false });
    }
  }

  const together = section.querySelector(".map-here");
  const pins = addPins(L, map, points, words, (some) => step.seeTogether(some));
  const step = keepInStep(map, section, button, together, pins, words);
  const fixed = [...canvas.querySelectorAll(".leaflet-control-scale, .map-town--ring span")];
  const name = () => nameTowns([...fixed, ...pins.map((pin) => pin.target())].map((one) => one.getBoundingClientRect()));
  map.on("moveend", name); // after each zoom too
  name();
  new ResizeObserver(() => map.invalidateSize()).observe(canvas);
  if (kept?.card) step.mark(pins.find(({ card }) => card.id === kept.card));
  const shown = () => {
    const { lat, lng } = map.getCenter();
    return { lat, lon: lng, zoom: map.getZoom(), card: step.chosen()?.card.id };
  };
  map.on("moveend choose", () => section.classList.contains("is-open") && keep(shown()));
  return { announcement: pins.length === 1 ? words.shownOne : words.shown, view: shown };
};

/** The circle that was searched and the point it is drawn around; gives the bounds to show. */
const drawPlace = (L, map, place) => {
  const centre = [place.latitude, place.longitude];
  const ring = L.circle(centre, { radius: place.radius_km * 1000, interactive: false, className: "map-ring" });
  ring.addTo(map);
  const me = document.createElement("span");
  me.className = "me";
  const icon = L.divIcon({ className: "", html: me, iconSize: [24, 24] });
  L.marker(centre, { icon, pane: "towns", interactive: false, keyboard: false }).addTo(map);
  const text = document.createElement("span");
  text.textContent = `${place.radius_km}\u00a0km`;
  const top = [ring.getBounds().getNorth(), place.longitude];
  const label = L.divIcon({ className: "map-town map-town--ring", html: text, iconSize: [0, 0] });
  L.marker(top, { icon: label, pane: "towns", interactive: false, keyboard: false }).addTo(map);
  // Half the circle: what matters is near the middle, and the pins widen the view where they are.
  return ring.getBounds().pad(-0.25);
};

const keepInStep = (map, section, button, together, pins, words) => {
  const canvas = map.getContainer();
  const back = document.createElement("p");
  back.className = "small";
  const backLink = Object.assign(document.createElement("a"), { href: "#carte", textContent: words.back });
  back.append(backLink);
  let chosen = null;

  const light = (pin, on) => {
    const lit = on || pin === chosen;
    pin.link.classList.toggle("on", lit);
    if (pin.target() !== pin.link) pin.target().classList.toggle("on", lit);
    pin.marker.setZIndexOffset(lit ? 1000 : 0);
  };
  const mark = (pin) => {
    const before = chosen;
    chosen = pin ?? null;
    if (before) {
      before.card.classList.remove("sel");
      light(before, false);
    }
    if (!pin) return;
    light(pin, true);
    pin.card.classList.add("sel");
    pin.card.querySelector(".body").append(back);
  };
  const choose = (pin) => {
    mark(pin);
    map.fire("choose");
    pin.card.focus({ preventScroll: true });
    pin.card.scrollIntoView({ block: "nearest" });
  };
  const returnToPin = () => {
    section.scrollIntoView({ block: "nearest" });
    chosen.target().focus({ preventScroll: true });
  };
  /** Pins of one and the same spot, as links under the map. */
  const seeTogether = (some) => {
    const items = some.map((pin) => {
      const link = Object.assign(document.createElement("a"), { href: pin.link.hash, textContent: pin.link.textContent.trim() });
      link.addEventListener("click", (event) => {
        event.preventDefault();
        choose(pin);
      });
      const item = document.createElement("li");
      item.append(link);
      return item;
    });
    const list = document.createElement("ul");
    list.append(...items);
    together.querySelector("ul")?.remove();
    together.append(list);
    together.hidden = false;
    together.focus();
  };

  for (const pin of pins) {
    // The address stays as it is: going back in the history goes back to the search, not through each pin.
    pin.link.addEventListener("click", (event) => event.preventDefault());
    pin.marker.on("click", () => choose(pin)); // Leaflet keeps quiet when the press was a drag
    pin.link.addEventListener("focus", () => {
      canvas.scrollTo(0, 0); // a browser scrolls even a hidden overflow to what takes the focus
      map.panInside(pin.place, { padding: [WIDTH, HEIGHT + 12], animate: false });
      light(pin, true);
    });
    pin.link.addEventListener("blur", () => light(pin, false));
    pin.card.addEventListener("pointerenter", () => light(pin, true));
    pin.card.addEventListener("pointerleave", () => light(pin, false));
    pin.card.addEventListener("focusin", () => light(pin, true));
    pin.card.addEventListener("focusout", () => light(pin, false));
    pin.card.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && pin === chosen) returnToPin();
    });
  }
  map.on("zoomend", () => {
    together.hidden = true;
    if (chosen) light(chosen, true);
  });
  backLink.addEventListener("click", (event) => {
    event.preventDefault();
    returnToPin();
  });
  section.addEventListener("keydown", (event) => {
    if (event.key === "Escape") button.focus();
  });
  // The name that hovering shows can be sent away without moving the mouse.
  document.addEventListener("keydown", (event) => canvas.classList.toggle("map-quiet", event.key === "Escape"));
  canvas.addEventListener("pointermove", () => canvas.classList.remove("map-quiet"));
  return { mark, seeTogether, chosen: () => chosen };
};
