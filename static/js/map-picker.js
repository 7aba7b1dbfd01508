// The map of a position in the admin: its marker and the two number fields always say the same thing.
import { drawBaseMap } from "./map/base-map.js";
import { loadBaseMap, loadLeaflet, makeMap, tieTools } from "./map/leaflet.js";

const STEP = 10; // pixels for an arrow, whatever the zoom
const FINE = 1; // with Shift
const NEAR = 11; // zoom at which a commune is seen with its neighbours: closer, our contours tell nothing
const DECIMALS = 6; // those of the fields
const QUIET = 500; // milliseconds without a move before the position is read out
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const DROP = '<svg viewBox="0 0 48 60" aria-hidden="true"><path d="M24 58C13 43 3 36 3 23a21 20 0 0 1 42 0c0 13-10 20-21 35z"/></svg>';

/** [latitude, longitude] typed in two fields; nothing for half a position, or one that is not on the Earth. */
export const positionIn = (fields) => {
  const [lat, lon] = fields.map(({ value, validity }) => (value === "" || validity.badInput ? NaN : Number(value)));
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lat, lon] : null;
};

const start = async (root) => {
  const words = root.dataset;
  const { elements } = root.closest("form");
  const fields = [elements[words.latitude], elements[words.longitude]];
  const status = root.querySelector("[role=status]");
  const [L, layers] = await Promise.all([loadLeaflet(), loadBaseMap(words.baseMap)]);
  const canvas = root.querySelector(".map-canvas");
  const map = makeMap(L, canvas, { centreOnClick: false });
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", words.canvas);
  const { bounds, nameTowns } = drawBaseMap(L, map, layers);
  tieTools(map, root.querySelector(".position-tools"), bounds);
  map.on("moveend", () => nameTowns());

  const marker = makeMarker(L, map, words);
  let timer;
  let writing = false;
  const say = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = text), QUIET);
  };
  const number = (value) => value.toLocaleString("fr-FR", { maximumFractionDigits: DECIMALS });
  const sayPosition = () => {
    if (!map.hasLayer(marker)) return say(words.none);
    const { lat, lng } = marker.getLatLng();
    return say(words.at.replace("{lat}", number(lat)).replace("{lon}", number(lng)));
  };

  /** From the map to the fields, as a person would type it: Wagtail sees that the form has changed. */
  const put = (latlng) => {
    const { lat, lng } = latlng.wrap();
    marker.setLatLng([lat, lng]).addTo(map);
    writing = true;
    [lat, lng].forEach((degrees, i) => {
      fields[i].value = degrees.toFixed(DECIMALS);
      for (const kind of ["input", "change"]) fields[i].dispatchEvent(new Event(kind, { bubbles: true }));
    });
    writing = false;
    sayPosition();
  };
  /** From the fields to the map. */
  const read = (zoom) => {
    const position = positionIn(fields);
    if (position) {
      marker.setLatLng(position).addTo(map);
      // At once: a position being typed must not chase an animation.
      if (zoom) map.setView(position, zoom, { animate: false });
      else if (!map.getBounds().contains(position)) map.panTo(position, { animate: false });
    } else {
      marker.remove();
    }
  };

  marker.on("drag", () => put(marker.getLatLng()));
  map.on("click", ({ latlng }) => put(latlng));
  map.on("placed-by-arrow", ({ latlng }) => {
    put(latlng);
    map.panInside(latlng, { padding: [40, 60], animate: false });
  });
  for (const field of fields) {
    field.addEventListener("input", () => {
      if (writing) return;
      read();
      sayPosition();
    });
  }
  root.querySelector("[data-place]").addEventListener("click", () => put(map.getCenter()));
  root.querySelector("[data-centre]").addEventListener("click", async () => {
    const code = elements[words.commune]?.value;
    if (!code) return say(words.noCommune);
    const answer = await fetch(words.communeUrl.replace("00000", encodeURIComponent(code)));
    if (!answer.ok) return say(words.noCommune);
    const { name, latitude, longitude } = await answer.json();
    map.setView([latitude, longitude], NEAR, { animate: false });
    return say(words.centred.replace("{name}", name));
  });
  read(NEAR);
  nameTowns();
  new ResizeObserver(() => map.invalidateSize()).observe(canvas);
};

const makeMarker = (L, map, words) => {
  const icon = L.divIcon({ className: "position-marker", html: DROP, iconSize: [40, 50], iconAnchor: [20, 48] });
  const marker = L.marker([0, 0], { icon, draggable: true, autoPan: true, keyboard: false });
  marker.on("add", () => {
    const element = marker.getElement();
    element.tabIndex = 0;
    // « application »: a screen reader hands the arrow keys over instead of reading on with them.
    element.setAttribute("role", "application");
    element.setAttribute("aria-label", words.marker);
    element.setAttribute("aria-describedby", "position-aide");
    element.onkeydown = (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation(); // the map itself moves with the arrows
      const step = event.shiftKey ? FINE : STEP;
      // Not container points: those are rounded, and a move up would drift sideways.
      const from = map.project(marker.getLatLng());
      const latlng = map.unproject(from.add([way[0] * step, way[1] * step]));
      map.fire("placed-by-arrow", { latlng });
    };
  });
  return marker;
};

/** Leaflet comes when the map is about to be seen: most changes to a help point touch another part of the form. */
const whenSeen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    whenSeen.unobserve(target);
    start(target).catch((error) => {
      target.querySelector("[role=status]").textContent = target.dataset.failed;
      console.error(error);
    });
  }
});

for (const root of document.querySelectorAll("[data-position-map]")) {
  root.hidden = false;
  whenSeen.observe(root);
}
