/* Map: where it happened, by the places that reports name. */
import coasts from "coasts.json";
import { WIDTH, HEIGHT, projection } from "./projection.js";
import { ask } from "./ask.js";
import { h, svg, address, table, many, none, provide, whenSeen, QUADS } from "./dom.js";

const MOST = 300, AT_ONCE = 100, LISTED = 100, NEAREST = 16; /* places that are drawn, of them with the view, that are listed; how near one can get */
const worst = (r) => [1, 2, 3, 4].reduce((q, i) => (r["quad" + i] > r["quad" + q] ? i : q), 1);

function drawing(places, filters) {
  const most = Math.max(1, ...places.map((r) => r.events)), radius = (r) => 3 + 17 * Math.sqrt(r.events / most);
  const dots = places.map((r) => ({ r, at: projection([r.lon, r.lat]) })).filter((d) => d.at);
  const dot = ({ r, at }) => svg("a", { href: address("positions", { ...filters, place: r.place }), class: "quad" + worst(r),
    "aria-label": `${r.place}: ${many(r.events, "record")}` }, svg("circle", { class: "dot", cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: radius(r).toFixed(1) },
    svg("title", null, `${r.place}${r.country ? ", " + r.country : ""}: ${many(r.events, "record")}, mostly ${QUADS[worst(r)]}`)));
  const drawn = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": "Map of places; the table below has the same" },
    ["sea", "land", "borders"].map((name) => svg("path", { class: name, d: coasts[name] })),
    dots.slice(0, AT_ONCE).map(dot));
  if (dots.length > AT_ONCE) whenSeen(() => drawn.append(...dots.slice(AT_ONCE).map(dot)));
  return drawn;
}

/* The drawing grows in its box, which scrolls, towards `at`: the place with most records, and once the reader has scrolled what is in the
 * middle then. */
function nearer(box, at) {
  const drawn = box.firstChild;
  let z = 1, left = 0, top = 0; /* how it was scrolled here */
  const middle = (b = box.getBoundingClientRect()) => new DOMPoint(b.left + b.width / 2, b.top + b.height / 2);
  const show = () => {
    const to = at.matrixTransform(drawn.getScreenCTM()), m = middle();
    box.scrollBy(to.x - m.x, to.y - m.y);
    [left, top] = [box.scrollLeft, box.scrollTop];
  };
  const by = (factor) => {
    if (box.scrollLeft !== left || box.scrollTop !== top) at = middle().matrixTransform(drawn.getScreenCTM().inverse());
    z = Math.min(NEAREST, Math.max(1, z * factor));
    drawn.classList.toggle("near", z > 1);
    drawn.style.setProperty("--z", z);
    show();
  };
  return { by, show };
}

const question = (filters) => ["places", { ...filters, top: MOST, limit: MOST }];

export async function map(view) {
  const found = await ask.rows(...question(view.filters));
  const rows = [...found.rows].sort((a, b) => b.events - a.events);
  const known = rows.filter((r) => typeof r.lat === "number" && typeof r.lon === "number");
  if (!rows.length) return { download: false, parts: [none(view, "place")] };
  const records = rows.reduce((n, r) => n + r.events, 0);
  const box = h("div", { class: "figure map" }, drawing(known, view.filters)), at = known.length && projection([known[0].lon, known[0].lat]);
  const near = nearer(box, new DOMPoint(...(at || [WIDTH / 2, HEIGHT / 2]))), button = (factor, words) => h("button", { type: "button", onclick: () => near.by(factor) }, words);
  return { ready: near.show, parts: [
    h("p", { class: "legend" }, [1, 2, 3, 4].map((q) => h("span", null, h("span", { class: "key quad" + q }), "mostly ", QUADS[q]))),
    h("div", { class: "controls" }, button(2, "Closer"), button(0.5, "Farther")), box,
    rows.length < MOST ? h("p", { class: "hint" }, `${many(records, "record")} of those ${records === 1 ? "has" : "have"} a place.`) : null,
    rows.length > known.length ? h("p", { class: "hint" }, `Where ${many(rows.length - known.length, "place")} of the table ${rows.length - known.length === 1 ? "lies" : "lie"} is not known.`) : null,
    rows.length >= MOST ? h("p", { class: "hint" }, `Drawn are the ${MOST} places with most records; the download has all.`) : null,
    table("Places" + (rows.length > LISTED ? `; the ${LISTED} with most records, the download has all` : ""), [
      { name: "Place", kind: "head", of: (r) => h("a", { href: address("positions", { ...view.filters, place: r.place }) }, r.place) },
      { name: "Country", of: (r) => r.country }, { name: "Records", kind: "n", of: (r) => r.events }, { name: "Events", kind: "n", of: (r) => r.claims },
      { name: "Independent", kind: "n", of: (r) => r.independent },
      ...[1, 2, 3, 4].map((q) => ({ name: QUADS[q][0].toUpperCase() + QUADS[q].slice(1), kind: "n", of: (r) => r["quad" + q] })),
    ], rows.slice(0, LISTED))] };
}

map.asks = async (filters, here) => (here ? [] : [question(filters)]);
provide("map", map);
