// The pins of the list on the live map: where they are, and as one button where they would hide each other.
// directory/domain/map/grouping.py follows the same rule for the picture.
export const WIDTH = 44;
export const HEIGHT = 55;
// Where each drawing of portal/templatetags/icons.py touches the ground, in its box of 48 by 60.
const FOOT = { drop: 58, circle: 46, square: 45, house: 47 };
// The button of a group, as the sheet has it, in letters of the page: it grows with them.
const GROUP = { width: 6, height: 2.75 };

const letter = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** What a pin, or the button of a group, covers around its point. */
const covered = ({ x, y }, count) => {
  if (count === 1) return { left: x - WIDTH / 2, right: x + WIDTH / 2, top: y - HEIGHT, bottom: y };
  const [width, height] = [(GROUP.width * letter()) / 2, (GROUP.height * letter()) / 2];
  return { left: x - width, right: x + width, top: y - height, bottom: y + height };
};

/** Points `{x, y}` in pixels → their middle. */
export const middle = (points) => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

const meet = (a, b) =>
  Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);

/** The ranks of the points of each group, in order; `drawn(middle, count)` is the box of a group. The two nearest groups
 * whose boxes meet become one, until no box meets another. */
export const grouped = (points, drawn) => {
  const groups = points.map((_point, rank) => [rank]);
  for (;;) {
    const spots = groups.map((group) => middle(group.map((rank) => points[rank])));
    const boxes = groups.map((group, i) => drawn(spots[i], group.length));
    let nearest = null;
    for (let a = 0; a < groups.length; a += 1) {
      for (let b = a + 1; b < groups.length; b += 1) {
        if (!meet(boxes[a], boxes[b])) continue;
        const distance = Math.hypot(spots[a].x - spots[b].x, spots[a].y - spots[b].y);
        if (!nearest || distance < nearest.distance) nearest = { distance, a, b };
      }
    }
    if (!nearest) return groups;
    const [joined] = groups.splice(nearest.b, 1);
    groups[nearest.a] = [...groups[nearest.a], ...joined].sort((one, other) => one - other);
    groups.sort((one, other) => one[0] - other[0]);
  }
};

const listed = new Intl.ListFormat("fr");

/** Makes the pins of `points`, and shows them anew after each zoom. Gives the pins: `{point, card, link, target()}`, the
 * last one being what stands for the pin now. `seeTogether` is called for pins that no zoom parts. */
export const addPins = (L, map, points, words, seeTogether) => {
  const layer = L.layerGroup().addTo(map);
  const pins = points.flatMap((point) => {
    const card = document.getElementById(point.anchor);
    return card ? [makePin(L, point, card, words)] : [];
  });
  const at = (zoom, some) => some.map(({ place }) => map.project(place, zoom));

  /** The zoom that parts them, or nothing. */
  const parting = (some) => {
    for (let zoom = map.getZoom() + 1; zoom <= map.getMaxZoom(); zoom += 1) {
      if (grouped(at(zoom, some), covered).length > 1) return zoom;
    }
    return null;
  };
  const open = (some) => {
    const zoom = parting(some);
    if (!zoom) return seeTogether(some);
    map.once("zoomend", () => some[0].target().focus({ preventScroll: true }));
    return map.setView(L.latLngBounds(some.map(({ place }) => place)).getCenter(), zoom);
  };
  const groupOf = (some) => {
    const button = makeGroup(some, parting(some) !== null, words);
    button.addEventListener("click", (event) => {
      event.stopPropagation(); // the map would come to the point that was pressed
      open(some);
    });
    const spot = middle(some.map(({ place }) => map.project(place)));
    const icon = L.divIcon({ className: "pin-at", html: button, iconSize: [0, 0] });
    for (const pin of some) pin.target = () => button;
    return L.marker(map.unproject(L.point(spot.x, spot.y)), { icon, keyboard: false, riseOnHover: true });
  };
  const show = () => {
    const held = pins.find((pin) => pin.target() === document.activeElement);
    layer.clearLayers();
    // In the order of the list, which is that of the keyboard.
    for (const ranks of grouped(at(map.getZoom(), pins), covered)) {
      const some = ranks.map((rank) => pins[rank]);
      if (some.length === 1) some[0].target = () => some[0].link;
      layer.addLayer(some.length === 1 ? some[0].marker : groupOf(some));
    }
    held?.target().focus({ preventScroll: true });
  };
  map.on("zoomend", show);
  show();
  return pins;
};

const makePin = (L, point, card, words) => {
  const link = document.createElement("a");
  link.href = `#${point.anchor}`;
  const drawing = document.querySelector(`template[data-shape="${point.shape}"]`).content.firstElementChild.cloneNode(true);
  drawing.setAttribute("preserveAspectRatio", "xMidYMax meet");
  drawing.querySelector("text").textContent = point.number ?? "";
  const tint = [...drawing.classList].filter((name) => name.startsWith("c-"));
  link.classList.add("pin", ...tint, ...(point.approximate ? ["approx"] : []));
  const name = document.createElement("span");
  name.className = "pin-name";
  const number = point.number ? `${words.pin} ${point.number}` : words.pin;
  name.textContent = `${number}\u00a0: ${point.name}${point.approximate ? `, ${words.approximate}` : ""}`;
  link.append(drawing, name);
  const place = L.latLng(point.latitude, point.longitude);
  const anchor = [WIDTH / 2, (FOOT[point.shape] * HEIGHT) / 60];
  const icon = L.divIcon({ className: "pin-at", html: link, iconSize: [WIDTH, HEIGHT], iconAnchor: anchor });
  // The link inside is what takes the focus: Leaflet's own « button » role would hide where it leads.
  const marker = L.marker(place, { icon, keyboard: false, riseOnHover: true });
  return { point, card, link, marker, place, target: () => link };
};

/** « 5 lieux », and for those who do not see: which ones, and what pressing does. */
const makeGroup = (pins, parts, words) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "pin-group";
  const more = document.createElement("span");
  more.className = "vh";
  const numbers = pins.flatMap(({ point }) => (point.number ? [String(point.number)] : []));
  const which = numbers.length ? `, ${words.numbers} ${listed.format(numbers)}` : "";
  more.textContent = `${which}\u00a0: ${parts ? words.zoomHere : words.seeHere}`;
  button.append(words.group.replace("{count}", pins.length), more);
  return button;
};
