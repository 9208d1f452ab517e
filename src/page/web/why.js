/* Why a record is there: sentence, tree, spans, scores, and the entries of lists that found it. */
import { ask } from "./ask.js";
import { h, svg, link, table, dotted } from "./dom.js";
import { marked } from "./document.js";
import { recordForms, correctedLines, corrections, gone, withdrawn } from "./edit.js";

const ID = /([0-9a-z]{12})-([eac])(\d+)/g;

/* Text with the ids of records in it as links. */
function linked(text) {
  if (!text) return null;
  const out = [];
  let at = 0;
  for (const m of text.matchAll(ID)) {
    out.push(text.slice(at, m.index), m[2] === "c" ? link("positions", { claim: m[0] }, m[0]) : link("why", { id: m[0] }, m[0]));
    at = m.index + m[0].length;
  }
  out.push(text.slice(at));
  return out;
}

/* ---- the tree ---- */

const words = (tree) => tree.split("\n").filter((l) => /^\d+\t/.test(l)).map((l) => {
  const c = l.split("\t");
  return { id: +c[0], form: c[1], lemma: c[2], tag: c[3], features: c[5] === "_" ? "" : c[5], head: +c[6], relation: c[7] };
});

/* Arcs from heads to words, each as high as it needs to pass over those below. */
function arcs(list) {
  const all = list.filter((w) => w.head).map((w) => ({ w, a: Math.min(w.id, w.head), b: Math.max(w.id, w.head) }))
    .sort((x, y) => x.b - x.a - (y.b - y.a));
  for (const [i, arc] of all.entries())
    arc.level = 1 + Math.max(0, ...all.slice(0, i).filter((o) => o.a >= arc.a && o.b <= arc.b).map((o) => o.level));
  return all;
}

function drawing(list) {
  const x = new Map(), all = arcs(list), step = 22;
  let width = 10;
  for (const w of list) {
    const n = Math.max([...w.form].length * 8.2, w.tag.length * 7, w.relation.length * 5.5) + 12;
    x.set(w.id, width + n / 2);
    width += n;
  }
  const base = 24 + step * Math.max(1, ...all.map((a) => a.level));
  const arc = ({ w, level }) => {
    const from = x.get(w.head) || 0, to = x.get(w.id), top = base - level * step, shift = w.head < w.id ? 4 : -4;
    return svg("g", { class: "arc" }, svg("path", { d: `M${from + shift} ${base}V${top + 6}Q${from + shift} ${top} ${from + shift * 2.5} ${top}H${to - shift * 2.5}Q${to - shift} ${top} ${to - shift} ${top + 6}V${base}`, "marker-end": "url(#arrow)" }),
      svg("text", { x: (from + to) / 2, y: top - 3, class: "relation" }, w.relation));
  };
  const marker = svg("defs", null, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 6, markerHeight: 6, orient: "auto" },
    svg("path", { d: "M0 0L8 4L0 8z", class: "arrowhead" })));
  return h("div", { class: "scroll tree", tabindex: 0, role: "region", "aria-label": "Tree of the sentence, drawn" },
    svg("svg", { width, height: base + 46, viewBox: `0 0 ${width} ${base + 46}`, role: "img", "aria-label": "Dependency tree; the table below has the same" }, marker, all.map(arc),
      list.map((w) => svg("g", null, svg("text", { x: x.get(w.id), y: base + 18, class: "word" }, w.form),
        svg("text", { x: x.get(w.id), y: base + 36, class: "tag" }, w.tag)))));
}

/* ---- the record ---- */

function sentence(x) {
  if (!x.sentence) return null;
  const shift = (l) => ({ start: l.start - x.start, end: l.end - x.start, kind: kindOf(l.what), label: l.what });
  const spans = x.lines.filter((l) => Number.isInteger(l.start) && l.start >= x.start && l.end <= x.end).map(shift);
  return h("blockquote", { class: "report" }, marked(x.sentence, spans));
}

const kindOf = (what) => ({ event: "event", actor: "actor", recipient: "recipient", source: "source", place: "place", when: "date",
  content: "content", says: "says", stance: "says", cue: "says", attribution: "says" })[what] || "mention";

export async function why(view) {
  const id = view.parameters.id;
  if (!id) return { parts: [h("p", null, "No record is named.")], download: false, rests: h("p") };
  const x = await ask.explain(id).catch((error) => ({ error }));
  if (x.error || (x.kind === "document" && withdrawn(view, x, x.id))) return gone(view, id, x.error);
  const key = x.id.split("-")[0], list = x.tree ? words(x.tree) : [];
  const forms = await recordForms(view, x.id), corrected = correctedLines(x), history = corrections(view, x);
  const claim = /^[0-9a-z]{12}-c\d+$/.test(x.id) ? x.id : (x.lines.map((l) => (l.text || "").match(/[0-9a-z]{12}-c\d+/)).find(Boolean) || [])[0];
  return { title: `Why ${x.kind} ${x.id}`, download: false, total: claim ? { claim } : { document: key }, parts: [
    h("p", null, dotted(x.publisher, x.date, link("document", { document: key, at: x.id }, x.document || key), claim && link("positions", { claim }, "positions on it"))),
    sentence(x), forms, history,
    table("What was read, from which words, and by what", [
      { name: "What", kind: "head", of: (l) => [l.what, corrected.has(l.what) ? h("span", { class: "corrected" }, "corrected") : ""] },
      { name: "Text", of: (l) => linked(l.text) },
      { name: "Bytes", kind: "d", of: (l) => (Number.isInteger(l.start) ? `${l.start}–${l.end}` : null) },
      { name: "By rule, list entry, score", of: (l) => linked(l.via) },
    ], x.lines.filter((l) => !history || !["was read", "corrected", "taken back"].includes(l.what))),
    list.length ? drawing(list) : null,
    list.length ? table("Tree of the sentence", [
      { name: "No", kind: "n", of: (w) => w.id }, { name: "Word", kind: "head", of: (w) => w.form }, { name: "Lemma", of: (w) => w.lemma },
      { name: "Tag", of: (w) => w.tag }, { name: "Features", of: (w) => w.features.replace(/\|/g, ", ") }, { name: "Head", kind: "n", of: (w) => w.head },
      { name: "Relation", of: (w) => w.relation },
    ], list) : null] };
}
