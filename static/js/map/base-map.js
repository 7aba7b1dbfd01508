// The ground: neighbours, département, intercommunalities, rivers, names of towns. Colours are the sheet's.
const shapes = (L, map, data, className) =>
  L.geoJSON(data, {
    interactive: false,
    style: (feature) => ({
      className: typeof className === "function" ? className(feature) : className,
      smoothFactor: 0.6,
    }),
  }).addTo(map);

/** Draws the joined contours. Gives the `bounds` of the département, and `nameTowns(boxes)`, which writes the names again
 * without covering those boxes of the screen; call it when the map has moved. */
export const drawBaseMap = (L, map, layers) => {
  map.getPane("overlayPane").setAttribute("aria-hidden", "true");
  shapes(L, map, layers.neighbours, "map-around");
  const department = shapes(L, map, layers.department, "map-department");
  shapes(L, map, layers.groups, "map-group");
  shapes(L, map, layers.rivers, ({ properties }) =>
    properties.grande ? "map-river map-river--great" : "map-river",
  );
  const labels = addTowns(L, map, layers.towns);
  return { bounds: department.getBounds(), nameTowns: (boxes = []) => keepApart(labels, boxes, map.getContainer()) };
};

const addTowns = (L, map, { features }) => {
  const pane = map.createPane("towns");
  pane.setAttribute("aria-hidden", "true"); // the list names the communes
  const towns = [...features].sort((a, b) => a.properties.rang - b.properties.rang);
  return towns.map(({ geometry, properties }) => {
    const label = document.createElement("span");
    label.textContent = properties.nom;
    const [lon, lat] = geometry.coordinates;
    const icon = L.divIcon({ className: "map-town", html: label, iconSize: [0, 0] });
    L.marker([lat, lon], { icon, pane: "towns", interactive: false, keyboard: false }).addTo(map);
    return label;
  });
};

// Under the point first: a pin stands over its own.
const SIDES = ["under", "right", "left", "over"];

/** Bigger towns first, around `boxes` of the screen, inside `canvas`; a whole name goes where it covers nothing, or is not shown. */
export const keepApart = (labels, boxes, canvas) => {
  const frame = canvas.getBoundingClientRect();
  const taken = [...boxes];
  const free = (box) =>
    box.left > frame.left &&
    box.right < frame.right &&
    box.bottom < frame.bottom &&
    taken.every(
      (other) =>
        box.right + 3 < other.left || other.right + 3 < box.left || box.bottom < other.top || other.bottom < box.top,
    );
  for (const label of labels) {
    label.hidden = false;
    const side = SIDES.find((candidate) => {
      label.dataset.side = candidate;
      return free(label.getBoundingClientRect());
    });
    label.hidden = !side;
    if (side) taken.push(label.getBoundingClientRect());
  }
};
