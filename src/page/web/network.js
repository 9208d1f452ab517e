/* Network: who acts on whom, country by country. */
import { forceSimulation, forceLink, forceManyBody, forceCenter, forceCollide, forceX, forceY } from "d3-force";
import { ask } from "./ask.js";
import { h, svg, address, table, many, none, provide, QUADS } from "./dom.js";

const WIDTH = 900, HEIGHT = 620, MOST = 70, LISTED = 100, MARGIN = 34; /* pairs that are drawn, that are listed; room of the largest node */
const worst = (r) => [1, 2, 3, 4].reduce((q, i) => (r["quad" + i] > r["quad" + q] ? i : q), 1);

/* Places of nodes, the same whenever the same is asked: d3 begins with a spiral and its own random
 * numbers. */
function layout(pairs) {
  const size = new Map();
  for (const r of pairs) for (const c of [r.actor, r.recipient]) size.set(c, (size.get(c) || 0) + r.events);
  const nodes = [...size].map(([id, n]) => ({ id, n })), links = pairs.map((r) => ({ source: r.actor, target: r.recipient, r }));
  const most = Math.max(1, ...nodes.map((n) => n.n));
  for (const n of nodes) n.size = 15 + 15 * Math.sqrt(n.n / most);
  /* At each step, or those at the edge would be moved onto each other in the end. */
  const inside = (x, n, most) => Math.max(n.size + 2, Math.min(most - n.size - 2, x));
  const within = () => nodes.forEach((n) => ((n.x = inside(n.x, n, WIDTH)), (n.y = inside(n.y, n, HEIGHT))));
  forceSimulation(nodes).force("link", forceLink(links).id((n) => n.id).distance(110).strength(0.25)).force("charge", forceManyBody().strength(-420))
    .force("center", forceCenter(WIDTH / 2, HEIGHT / 2)).force("x", forceX(WIDTH / 2).strength(0.06)).force("y", forceY(HEIGHT / 2).strength(0.09))
    .force("box", within).force("apart", forceCollide((n) => n.size + 6).iterations(2)).stop().alphaDecay(0.09).tick(60);
  within();
  spread(nodes, "x", WIDTH);
  spread(nodes, "y", HEIGHT);
  return { nodes, links };
}

/* Many that all know each other pull each other into the middle; they have the whole of the box. */
function spread(nodes, axis, most) {
  const all = nodes.map((n) => n[axis]), low = Math.min(...all), high = Math.max(...all);
  const grow = Math.min(3, (most - 2 * MARGIN) / (high - low));
  if (grow > 1) for (const n of nodes) n[axis] = most / 2 + (n[axis] - (low + high) / 2) * grow;
}

/* A bent line with a head, so that both directions of a pair are seen. It ends at the edge of the
 * node, on the way from its bend. */
function edge(l, most) {
  const { source: a, target: b } = l, dx = b.x - a.x, dy = b.y - a.y, bend = 0.14;
  const cx = (a.x + b.x) / 2 - dy * bend, cy = (a.y + b.y) / 2 + dx * bend, far = Math.hypot(b.x - cx, b.y - cy) || 1;
  const ex = b.x - ((b.x - cx) * (b.size + 6)) / far, ey = b.y - ((b.y - cy) * (b.size + 6)) / far;
  return svg("path", { class: "edge quad" + worst(l.r), "stroke-width": (1 + 5 * Math.sqrt(l.r.events / most)).toFixed(1),
    d: `M${a.x.toFixed(1)} ${a.y.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${ex.toFixed(1)} ${ey.toFixed(1)}`, "marker-end": `url(#head${worst(l.r)})` },
    svg("title", null, `${l.r.actor} → ${l.r.recipient}: ${many(l.r.events, "record")}`));
}

function drawing(pairs, { filters, spelt }) {
  const { nodes, links } = layout(pairs), most = Math.max(1, ...pairs.map((r) => r.events));
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group", "aria-label": "Network of actors; the table below has the same" },
    svg("defs", null, [1, 2, 3, 4].map((q) => svg("marker", { id: "head" + q, viewBox: "0 0 8 8", refX: 5, refY: 4, markerWidth: 9, markerHeight: 9,
      markerUnits: "userSpaceOnUse", orient: "auto", class: "quad" + q }, svg("path", { d: "M0 0L8 4L0 8z", class: "head" })))),
    links.map((l) => edge(l, most)), nodes.map((n) => svg("a", { href: address("network", { ...filters, actor: n.id }), "aria-label": `${n.id}: ${many(n.n, "record")}` },
      svg("title", null, `${spelt(n.id) || n.id}: ${many(n.n, "record")}`),
      svg("circle", { class: "node", cx: n.x.toFixed(1), cy: n.y.toFixed(1), r: n.size.toFixed(1) }),
      svg("text", { class: "node-name", x: n.x.toFixed(1), y: n.y.toFixed(1) }, n.id))));
}

const question = (filters) => ["dyads", { ...filters, top: LISTED, limit: LISTED }];

export async function network(view) {
  const found = await ask.rows(...question(view.filters));
  const rows = [...found.rows].sort((a, b) => b.events - a.events), drawn = rows.filter((r) => r.actor !== r.recipient).slice(0, MOST);
  if (!rows.length) return { download: false, parts: [none(view, "pair of countries")] };
  const ready = () => { /* where it is wider than the page, its middle */
    const box = document.querySelector(".figure");
    if (box) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
  };
  return { ready, parts: [
    h("p", { class: "legend" }, [1, 2, 3, 4].map((q) => h("span", null, h("span", { class: "key quad" + q }), "mostly ", QUADS[q]))),
    drawn.length ? h("div", { class: "figure" }, drawing(drawn, view)) : h("p", null, "No two countries act on each other in what fits."),
    rows.length > drawn.length ? h("p", { class: "hint" }, `Drawn are the ${drawn.length} pairs with most records; what a country does to itself is in the table.`) : null,
    table("Who acts on whom" + (rows.length >= LISTED ? `; the ${LISTED} pairs with most records, the download has all` : ""), [
      { name: "Pair", kind: "head", of: (r) => h("a", { href: address("positions", { ...view.filters, actor: r.actor, recipient: r.recipient }) }, `${r.actor} → ${r.recipient}`) },
      { name: "In words", of: (r) => [r.actor, r.recipient].map((c) => view.spelt(c) || c).join(" → ") },
      { name: "Records", kind: "n", of: (r) => r.events }, { name: "Events", kind: "n", of: (r) => r.claims },
      ...[1, 2, 3, 4].map((q) => ({ name: QUADS[q][0].toUpperCase() + QUADS[q].slice(1), kind: "n", of: (r) => r["quad" + q] })),
      { name: "Goldstein", kind: "n", of: (r) => r.goldstein }, { name: "First", kind: "d", of: (r) => r.first }, { name: "Last", kind: "d", of: (r) => r.last },
    ], rows.slice(0, LISTED))] };
}

network.asks = async (filters, here) => (here ? [] : [question(filters)]);
provide("network", network);
