// Brings django-leaflet's files when a map is asked for; templates/leaflet/js.html says which ones.
const added = (element) =>
  new Promise((resolve, reject) => {
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`not loaded: ${element.src || element.href}`)));
    document.head.append(element);
  });

const script = (src) => added(Object.assign(document.createElement("script"), { src, async: false }));
const sheet = (href) => added(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));

/** Leaflet and its plugins, in their order, and its sheet. */
export const loadLeaflet = async () => {
  const { leafletJs, leafletCss } = document.querySelector("[data-leaflet-js]").dataset;
  await Promise.all([sheet(leafletCss), ...leafletJs.split(" ").map(script)]);
  return window.L;
};

export const loadBaseMap = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

/** A map made by django-leaflet from the options of `{% leaflet_map %}`, without what our pages do in their own way. */
export const makeMap = (L, canvas, options = {}) => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.Map.djangoMap(canvas.id, {
    djoptions: JSON.parse(canvas.dataset.djoptions),
    zoomControl: false, // English words; our buttons stand above the map
    attributionControl: false, // said under the map, in letters one can read
    scrollWheelZoom: false, // the wheel scrolls the page
    zoomAnimation: !calm,
    markerZoomAnimation: !calm,
    inertia: !calm,
    // SVG, not canvas: a few thousand points, and the sheet colours them, in the dark too (docs/decisions/0005).
    renderer: L.svg({ padding: 0.4 }),
    ...options,
  });
  twoFingers(map, canvas);
  // What dragging does, one press does too: the place that is pressed comes to the middle.
  if (options.centreOnClick !== false) map.on("click", ({ latlng }) => map.panTo(latlng, { animate: !calm }));
  return map;
};

/** One finger scrolls the page, two move the map; the mouse drags. The sheet says the same to the browser. */
const twoFingers = (map, canvas) =>
  canvas.addEventListener(
    "pointerdown",
    ({ pointerType }) => (pointerType === "mouse" ? map.dragging.enable() : map.dragging.disable()),
    { capture: true },
  );

/** Ties the buttons `[data-map]` of a toolbar to the map. */
export const tieTools = (map, tools, bounds) => {
  const press = { in: () => map.zoomIn(), out: () => map.zoomOut(), all: () => map.fitBounds(bounds) };
  const buttons = [...tools.querySelectorAll("[data-map]")];
  const refresh = () => {
    const stuck = { in: map.getZoom() >= map.getMaxZoom(), out: map.getZoom() <= map.getMinZoom() };
    // Not `disabled`: the button that was just pressed would lose the focus.
    for (const button of buttons) button.setAttribute("aria-disabled", String(Boolean(stuck[button.dataset.map])));
  };
  for (const button of buttons) button.addEventListener("click", press[button.dataset.map]);
  map.on("zoomend", refresh);
  refresh();
};
