/* Stories: what several documents tell of one event, independent reports and reprints apart. */
import { ask } from "./ask.js";
import { speltSides } from "./spell.js";
import { h, link, table, what, many, none } from "./dom.js";

/* Independent and reprinted, as a bar. */
const share = (r) => h("span", { class: "share", role: "img", "aria-label": `${r.independent} independent of ${r.documents}` },
  h("span", { class: "own", style: { width: (100 * r.independent) / r.documents + "%" } }));

function versions(rows) {
  return table("Who says what", [
    { name: "What", kind: "head", of: (v) => v.what }, { name: "Value", of: (v) => v.value },
    { name: "Source", of: (v) => v.source || "the report itself" }, { name: "First published by", of: (v) => v.publisher },
    { name: "Record", of: (v) => link("why", { id: v.event }, v.event) },
  ], rows);
}

const question = (filters, after) => ["stories", { ...filters, limit: 50, after }];

async function list(view) {
  const found = await ask.rows(...question(view.filters, view.parameters.after));
  return { download: found.rows.length ? view.filters : false, parts: [
    h("p", { class: "hint" }, "A story is a claim that more than one document reports."),
    found.rows.length ? table("Stories", [
      { name: "Story", kind: "head", of: (r) => link("stories", { claim: r.claim }, what(r)) },
      { name: "First", kind: "d", of: (r) => r.first }, { name: "Last", kind: "d", of: (r) => r.last },
      { name: "Reports", kind: "n", of: (r) => r.documents }, { name: "Independent", kind: "n", of: (r) => r.independent },
      { name: "Reprints", kind: "n", of: (r) => r.documents - r.independent }, { name: "Share", of: share },
      { name: "Agreed", of: (r) => r.agreed }, { name: "In dispute", of: (r) => (r.disputed ? h("strong", { class: "bad" }, r.disputed) : null) },
    ], found.rows) : none(view, "story"), view.pager(view, found.after)] };
}

/* Documents by family: the first one and its reprints. */
function families(documents) {
  const all = new Map();
  for (const d of documents) {
    const of = d.copy_of || d.key;
    if (!all.has(of)) all.set(of, []);
    all.get(of).push(d);
  }
  return [...all.values()];
}

async function story(view) {
  const claim = view.parameters.claim;
  const [stories, documents] = await Promise.all([ask.rows("stories", { claim }), ask.rows("documents", { claim, limit: 500 })]);
  const s = stories.rows[0], all = families(documents.rows);
  const d = (x) => [link("document", { document: x.key }, x.title || x.id), " · ", x.publisher, x.publisher && x.date ? ", " : "", h("span", { class: "d" }, x.date)];
  return { title: s ? what(s) : "A claim of one document", total: { claim }, download: { claim }, parts: [
    s ? h("p", { class: "spelt" }, speltSides(s)) : null,
    h("p", null, s ? `${s.first || "undated"} to ${s.last || "undated"} · ` : "", link("positions", { claim }, "positions on it")),
    s ? h("dl", { class: "facts" }, h("dt", null, "Agreed"), h("dd", null, s.agreed || "nothing that several tell"),
      h("dt", null, "In dispute"), h("dd", null, s.disputed || "nothing")) : null,
    h("h2", null, `${many(all.length, "independent report")} and ${many(documents.rows.length - all.length, "reprint")}`),
    h("ol", { class: "families" }, all.map((f) => h("li", null, d(f[0]), f.length > 1 ?
      h("ul", null, f.slice(1).map((x) => h("li", null, "reprint: ", d(x)))) : null))),
    s ? versions(s.versions) : null] };
}

export const stories = (view) => (view.parameters.claim ? story(view) : list(view));
stories.asks = async (filters, here) => (here ? [] : [question(filters)]);
