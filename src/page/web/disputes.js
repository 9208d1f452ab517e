/* Disputes: sources by claims, who says yes and who says no. */
import { ask } from "./ask.js";
import { h, link, table, what, none } from "./dom.js";

const COLUMNS = 24; /* sources that have a column; those that speak of most claims */
const split = (s) => (s ? s.split(",").map((x) => x.trim()).filter(Boolean) : []);

function sources(rows) {
  const n = new Map();
  for (const r of rows) for (const s of [...split(r.affirmed), ...split(r.denied)]) n.set(s, (n.get(s) || 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([s]) => s);
}

function cell(r, s) {
  const yes = split(r.affirmed).includes(s), no = split(r.denied).includes(s);
  if (!yes && !no) return h("span", { class: "none" }, h("span", { class: "hidden" }, "says nothing"));
  const [mark, words, kind] = yes && no ? ["✕●", "said both", "both"] : yes ? ["●", "affirms", "assert"] : ["✕", "denies", "deny"];
  return h("span", { class: "stance " + kind }, h("span", { "aria-hidden": "true" }, mark), h("span", { class: "hidden" }, words));
}

const question = (filters, after) => ["disputes", { ...filters, limit: 25, after }];

export async function disputes(view) {
  const found = await ask.rows(...question(view.filters, view.parameters.after));
  const all = sources(found.rows), shown = all.slice(0, COLUMNS);
  const others = (r) => [...new Set([...split(r.affirmed), ...split(r.denied)])].filter((s) => !shown.includes(s)).length || "";
  const claim = (r) => link("positions", { claim: r.claim }, what(r));
  if (!found.rows.length) return { download: false, parts: [none(view, "claim in dispute")] };
  return { parts: [
    h("p", { class: "legend" }, h("span", { class: "stance assert" }, "● affirms"), h("span", { class: "stance deny" }, "✕ denies or doubts"),
      h("span", { class: "stance both" }, "✕● said both")),
    h("div", { class: "matrix" }, table("Sources by claims in dispute" + (all.length > shown.length ? `; the ${shown.length} sources of ${all.length} that speak of most of them` : ""), [
      { name: "Claim", kind: "head", of: claim }, ...shown.map((s) => ({ name: h("span", { class: "up" }, s), of: (r) => cell(r, s) })),
      ...(all.length > shown.length ? [{ name: h("span", { class: "up" }, "others"), of: others }] : []),
    ], found.rows)),
    table("Disputes", [
      { name: "Claim", kind: "head", of: claim }, { name: "Date", kind: "d", of: (r) => r.date }, { name: "Place", of: (r) => r.place },
      { name: "Affirmed by", of: (r) => split(r.affirmed).join(", ") }, { name: "Denied by", of: (r) => split(r.denied).join(", ") },
      { name: "Still open", of: (r) => (r.open ? "yes" : "no") }, { name: "Reports", kind: "n", of: (r) => r.documents },
      { name: "In the words of a report", kind: "words", of: (r) => r.sentence },
    ], found.rows), view.pager(view, found.after)] };
}
disputes.asks = async (filters, here) => (here ? [] : [question(filters)]);
