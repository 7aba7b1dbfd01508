// The map of the finder, in step with the list: a pin for each card, in the order of the list; a pin leads to its card,
// a card lights up its pin.
import { drawBaseMap } from "./base-map.js";
import { loadBaseMap, loadLeaflet, makeMap, tieTools } from "./leaflet.js";
import { spread } from "./spread.js";

const WIDTH = 44;
const HEIGHT = 55;
// Where each drawing of portal/templatetags/icons.py touches the ground, in its box of 48 by 60.
const FOOT = { drop: 58, circle: 46, square: 45, house: 47 };
const APART = 47; // pixels between two pins side by side: each keeps a whole target
const SQUASH = WIDTH / HEIGHT; // pins are taller than wide: one above the other they stand further apart
const LEADER = 8; // pixels of displacement from which a line shows the true point
const CLOSE = 13; // zoom beyond which our contours have nothing left to tell

const read = (id) => JSON.parse(document.getElementById(id).textContent);

const pinOf = (point, card, words) => {
  const link = document.createElement("a");
  link.href = `#${card.id}`;
  link.className = point.approximate ? "pin approx" : "pin";
  const mark = card.querySelector(".num");
  link.classList.add(...[...mark.classList].filter((name) => name.startsWith("c-")));
  // The very drawing of the card: same shape, same number.
  const drawing = (mark.matches("svg") ? mark : mark.querySelector("svg")).cloneNode(true);
  drawing.setAttribute("preserveAspectRatio", "xMidYMax meet");
  const name = document.createElement("span");
  name.className = "pin-name";
  const number = point.n ? `${words.pin} ${point.n}` : words.pin;
  name.textContent = `${number}\u00a0: ${point.name}${point.approximate ? `, ${words.approximate}` : ""}`;
  link.append(drawing, name);
  return link;
};

export const openMap = async (section, button) => {
  const words = section.dataset;
  const [L, layers] = await Promise.all([loadLeaflet(), loadBaseMap(words.baseMap)]);
  const canvas = section.querySelector(".map-canvas");
  const map = makeMap(L, canvas);
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", words.canvas);
  const { bounds, nameTowns } = drawBaseMap(L, map, layers);
  tieTools(map, section.querySelector(".map-tools"), bounds);

  const view = drawPlace(L, map, read("finder-place"), words);
  const pins = read("finder-points").flatMap((point) => {
    const card = document.getElementById(point.id);
    return card ? [addPin(L, map, point, card, words)] : [];
  });
  for (const { point } of pins) view.extend([point.lat, point.lon]);
  if (view.isValid()) map.fitBounds(view, { padding: [36, 58], maxZoom: CLOSE });

  const leaders = L.layerGroup().addTo(map);
  const place = () => placePins(L, map, pins, leaders);
  const name = () => nameTowns(pins.map(({ link }) => link.getBoundingClientRect()));
  map.on("zoomend", place);
  map.on("moveend", name); // after each zoom too
  place();
  name();
  new ResizeObserver(() => map.invalidateSize()).observe(canvas);
  keepInStep(map, section, button, pins, words);
  showLegend(section, pins);
  return { announcement: pins.length === 1 ? words.shownOne : words.shown };
};

/** The circle that was searched and the point it is drawn around; gives the bounds to show. */
const drawPlace = (L, map, place, words) => {
  if (!place) return L.latLngBounds([]);
  const centre = [place.lat, place.lon];
  const ring = L.circle(centre, { radius: place.radius_km * 1000, interactive: false, className: "map-ring" });
  ring.addTo(map);
  const me = document.createElement("span");
  me.className = "me";
  const icon = L.divIcon({ className: "", html: me, iconSize: [24, 24] });
  L.marker(centre, { icon, pane: "towns", interactive: false, keyboard: false }).addTo(map);
  const text = document.createElement("span");
  text.textContent = `${place.radius_km}\u00a0km`;
  const top = [ring.getBounds().getNorth(), place.lon];
  const label = L.divIcon({ className: "map-town map-town--ring", html: text, iconSize: [0, 0] });
  L.marker(top, { icon: label, pane: "towns", interactive: false, keyboard: false }).addTo(map);
  document.querySelector("[data-legend=you] span").textContent = `${words.you}\u00a0: ${place.label}`;
  document.querySelector("[data-legend=you]").hidden = false;
  // Half the circle: what matters is near the middle, and the pins widen the view where they are.
  return ring.getBounds().pad(-0.25);
};

const addPin = (L, map, point, card, words) => {
  const link = pinOf(point, card, words);
  const foot = point.n ? (FOOT[point.shape] * HEIGHT) / 60 : HEIGHT;
  const icon = L.divIcon({ className: "pin-at", html: link, iconSize: [WIDTH, HEIGHT], iconAnchor: [WIDTH / 2, foot] });
  // The link inside is what takes the focus: Leaflet's own « button » role would hide where it leads.
  const marker = L.marker([point.lat, point.lon], { icon, keyboard: false, riseOnHover: true }).addTo(map);
  return { point, card, link, marker, foot };
};

const placePins = (L, map, pins, leaders) => {
  leaders.clearLayers();
  const points = pins.map(({ marker }) => map.latLngToLayerPoint(marker.getLatLng()));
  const squashed = points.map(({ x, y }) => ({ x, y: y * SQUASH }));
  spread(squashed, APART).forEach((push, i) => {
    const { marker, foot } = pins[i];
    const [x, y] = [push.x, push.y / SQUASH];
    const box = marker.getElement();
    box.style.marginLeft = `${x - WIDTH / 2}px`;
    box.style.marginTop = `${y - foot}px`;
    if (Math.hypot(x, y) < LEADER) return;
    const end = map.layerPointToLatLng(points[i].add([x, y]));
    L.polyline([marker.getLatLng(), end], { interactive: false, className: "map-leader" }).addTo(leaders);
    L.circleMarker(marker.getLatLng(), { radius: 4, interactive: false, className: "map-point" }).addTo(leaders);
  });
};

const keepInStep = (map, section, button, pins, words) => {
  const canvas = map.getContainer();
  const back = document.createElement("p");
  back.className = "small";
  const backLink = Object.assign(document.createElement("a"), { href: "#carte", textContent: words.back });
  back.append(backLink);
  let chosen = null;

  const light = (pin, on) => {
    pin.link.classList.toggle("on", on || pin === chosen);
    pin.marker.setZIndexOffset(on || pin === chosen ? 1000 : 0);
  };
  const choose = (pin) => {
    const before = chosen;
    chosen = pin;
    if (before) {
      before.card.classList.remove("sel");
      light(before, false);
    }
    light(pin, true);
    pin.card.classList.add("sel");
    pin.card.querySelector(".body").append(back);
    pin.card.focus({ preventScroll: true });
    pin.card.scrollIntoView({ block: "nearest" });
  };
  const returnToPin = () => {
    section.scrollIntoView({ block: "nearest" });
    chosen.link.focus({ preventScroll: true });
  };

  for (const pin of pins) {
    // The address stays as it is: going back in the history goes back to the search, not through each pin.
    pin.link.addEventListener("click", (event) => event.preventDefault());
    pin.marker.on("click", () => choose(pin)); // Leaflet keeps quiet when the press was a drag
    pin.link.addEventListener("focus", () => {
      canvas.scrollTo(0, 0); // a browser scrolls even a hidden overflow to what takes the focus
      map.panInside(pin.marker.getLatLng(), { padding: [WIDTH, HEIGHT + 12], animate: false });
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
};

const showLegend = (section, pins) => {
  const shown = new Set(pins.map(({ point }) => point.shape));
  if (pins.some(({ point }) => point.approximate)) shown.add("approximate");
  for (const item of section.querySelectorAll("[data-legend]")) {
    if (shown.has(item.dataset.legend)) item.hidden = false;
  }
};
