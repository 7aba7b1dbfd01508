// The ground: neighbours, département, intercommunalities, rivers, names of towns. Colours are the sheet's.
const shapes = (L, map, data, className) =>
  L.geoJSON(data, {
    interactive: false,
    style: (feature) => ({
      className: typeof className === "function" ? className(feature) : className,
      smoothFactor: 0.6,
    }),
  }).addTo(map);

/** Draws the joined contours. `towns` `{name, latitude, longitude, always}` come before those of the contours, in the order of their
 * importance; what is named `always` is so even where there is little room. Gives the `bounds` of the département, and
 * `nameTowns(boxes)`, which writes the names again without covering those boxes of the screen: call it when the map has
 * moved. */
export const drawBaseMap = (L, map, layers, towns = []) => {
  map.getPane("overlayPane").setAttribute("aria-hidden", "true");
  shapes(L, map, layers.neighbours, "map-around");
  const department = shapes(L, map, layers.department, "map-department");
  shapes(L, map, layers.groups, "map-group");
  shapes(L, map, layers.rivers, ({ properties }) =>
    properties.grande ? "map-river map-river--great" : "map-river",
  );
  const labels = addTowns(L, map, [...towns, ...ownTowns(layers.towns)]);
  return { bounds: department.getBounds(), nameTowns: (boxes = []) => keepApart(labels, boxes, map.getContainer()) };
};

const ownTowns = ({ features }) =>
  [...features]
    .sort((a, b) => a.properties.rang - b.properties.rang)
    .map(({ geometry: { coordinates }, properties }) => ({
      name: properties.nom,
      latitude: coordinates[1],
      longitude: coordinates[0],
    }));

const addTowns = (L, map, towns) => {
  const pane = map.createPane("towns");
  pane.setAttribute("aria-hidden", "true"); // the list names the communes
  const named = new Set();
  return towns.flatMap(({ name, latitude, longitude, always }) => {
    if (named.has(name)) return [];
    named.add(name);
    const label = document.createElement("span");
    label.textContent = name;
    if (always) label.dataset.always = "";
    const icon = L.divIcon({ className: "map-town", html: label, iconSize: [0, 0] });
    L.marker([latitude, longitude], { icon, pane: "towns", interactive: false, keyboard: false }).addTo(map);
    return [label];
  });
};

// Under the point first: a pin stands over its own. The last ones are beyond a pin, or a group of them, that stands
// on the dot.
const SIDES = ["under", "right", "left", "over"];
const BEYOND = ["beneath", "atop", "above", "aside"];
const TOUCHING = 0.12; // the share of such a name that may cover something

const overlap = (a, b) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

/** Bigger towns first, around `boxes` of the screen, inside `canvas`; a whole name goes where it covers nothing, or is not
 * shown. One that is `data-always` goes where it covers least, as long as its dot is on the canvas. */
export const keepApart = (labels, boxes, canvas) => {
  const frame = canvas.getBoundingClientRect();
  const taken = [...boxes];
  const covered = ({ left, right, top, bottom }) => {
    const wide = { left: left - 3, right: right + 3, top, bottom };
    const off = (right - left) * (bottom - top) - overlap({ left, right, top, bottom }, frame);
    return 3 * off + taken.reduce((sum, other) => sum + overlap(wide, other), 0);
  };
  for (const label of labels) {
    label.hidden = false;
    const { left, top } = label.parentElement.getBoundingClientRect();
    const held = left > frame.left && left < frame.right && top > frame.top && top < frame.bottom;
    const always = "always" in label.dataset && held;
    let best = null;
    for (const side of always ? [...SIDES, ...BEYOND] : SIDES) {
      label.dataset.side = side;
      const box = label.getBoundingClientRect();
      const cost = covered(box);
      if (!best || cost < best.cost) best = { side, box, cost };
      if (cost <= (always ? TOUCHING * (box.right - box.left) * (box.bottom - box.top) : 0)) break;
    }
    label.dataset.side = best.side;
    label.hidden = best.cost > 0 && !always;
    if (!label.hidden) taken.push(best.box);
  }
};
