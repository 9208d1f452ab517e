/* A document: its text with every span marked and linked to its record. */
import { ask } from "./ask.js";
import { correctColumn, correctedIn, gone, withdrawn } from "./edit.js";
import { h, link, address, table, what, stance, sure, dotted } from "./dom.js";

/* Kinds of spans; where several lie on the same words, the first one that links gives the link. */
const KINDS = {
  event: "words of an event", says: "words that report", number: "number", actor: "who did it",
  recipient: "to whom", source: "who says so", place: "place", date: "date", mention: "named elsewhere",
  content: "what is said",
};
const ORDER = Object.keys(KINDS);

/* All spans of a reading: [{ start, end, kind, label, href, id }]. events and attributions are the
 * ledger's rows, in the same order as the reading's. */
function spansOf(reading, events, attributions) {
  const spans = [];
  const add = (kind, s, label, href, id) => {
    if (s && Number.isInteger(s.start) && s.end > s.start) spans.push({ start: s.start, end: s.end, kind, label, href, id });
  };
  const seen = new Set();
  reading.events.forEach((e, i) => {
    const id = events[i] && events[i].id, href = id && address("why", { id });
    add("event", e.cue, `${e.type}, ${e.status}`, href, id);
    for (const side of ["actor", "recipient"])
      for (const p of e[side]) {
        add(side, p, `${side} of ${e.type}: ${p.code || "?"}`, href);
        seen.add(p.start);
      }
    for (const n of e.numbers || []) {
      add("number", n, `${n.kind}: ${n.text}`, href);
      add("number", n.who_span, `who is counted: ${n.who}`, href);
    }
  });
  reading.attributions.forEach((a, i) => {
    const id = attributions[i] && attributions[i].id, href = id && address("why", { id });
    add("says", a.cue, `${a.stance}`, href, id);
    add("source", a.source, `source: ${a.source.code || a.source.kind}`, href);
    seen.add(a.source.start);
    for (const c of a.content) add("content", c, `what ${a.source.text || "the source"} says`, null);
  });
  for (const p of reading.places) add("place", p, `${p.name}${p.country ? ", " + p.country : ""}`, address("map", { place: p.name }));
  for (const d of reading.dates) add("date", d, d.value, /^\d{4}/.test(d.value || "") ?
    address("timeline", { since: d.value.split("/")[0], until: d.value.split("/").pop() }) : null);
  for (const a of reading.actors)
    for (const m of a.mentions)
      if (!seen.has(m.start)) add("mention", m, `${a.name}${a.code ? ", " + a.code : ""}`, address("positions", { actor: a.name }));
  return spans;
}

/* Pieces of the text between the ends of spans, each with the spans that hold it. */
function* pieces(length, spans) {
  const ends = [...new Set([0, length, ...spans.flatMap((s) => [s.start, s.end])])].filter((x) => x <= length).sort((a, b) => a - b);
  const byStart = [...spans].sort((a, b) => a.start - b.start);
  let open = [], next = 0;
  for (let i = 0; i + 1 < ends.length; i++) {
    while (next < byStart.length && byStart[next].start <= ends[i]) open.push(byStart[next++]);
    open = open.filter((s) => s.end > ends[i]);
    yield { start: ends[i], end: ends[i + 1], spans: open };
  }
}

function piece(text, p) {
  if (!p.spans.length) return text;
  const ranked = [...p.spans].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.end - a.start - (b.end - b.start));
  const href = (ranked.find((s) => s.href) || {}).href;
  const own = ranked.find((s) => s.id && s.start === p.start);
  const attributes = { class: "s " + [...new Set(p.spans.map((s) => s.kind))].join(" "), title: ranked.map((s) => s.label).join("; "),
    id: own ? "r-" + own.id : null };
  return h(href ? "a" : "span", { ...attributes, href }, text);
}

/* The text with its marks; offsets are bytes. */
export function marked(text, spans, from = 0, to = null) {
  const bytes = new TextEncoder().encode(text), decode = new TextDecoder();
  const end = to === null ? bytes.length : to;
  const out = [];
  for (const p of pieces(bytes.length, spans))
    if (p.end > from && p.start < end)
      out.push(piece(decode.decode(bytes.subarray(Math.max(p.start, from), Math.min(p.end, end))), p));
  return out;
}

const legend = () => h("p", { class: "legend text" }, ORDER.map((k) => h("span", { class: "s " + k }, KINDS[k])));

export async function document_(view) {
  const key = view.parameters.document, limit = 2000;
  if (!key) return { parts: [h("p", null, "No document is named. ", link("search", {}, "Search"), " for one, or choose a claim.")],
    download: false, rests: h("p") };
  const reading = await ask.document(key).catch((error) => ({ error }));
  if (reading.error) return gone(view, key, reading.error);
  const [documents, events, attributions, x] = await Promise.all([ask.rows("documents", { document: key }),
    ask.rows("events", { document: key, limit }), ask.rows("attributions", { document: key, limit }), view.editing && ask.explain(key)]);
  const d = documents.rows[0] || {}, at = view.parameters.at, corrected = x && correctedIn(x);
  const spans = spansOf(reading, events.rows, attributions.rows);
  if (at && /^\d+-\d+$/.test(at)) spans.push({ start: +at.split("-")[0], end: +at.split("-")[1], kind: "found", label: "found here" });
  const text = h("article", { class: "report", lang: (reading.languages || [])[0] || null }, marked(reading.text, spans));
  return { title: reading.title || reading.id || "A report", total: { document: key }, download: { document: key }, ready: () => {
    const to = at && (document.getElementById("r-" + at) || text.querySelector(".found"));
    if (to) to.classList.add("here"), to.scrollIntoView({ block: "center" });
  }, parts: [
    h("p", null, dotted(reading.publisher, reading.date, reading.id, (reading.languages || []).join(", "))),
    d.copy_of ? h("p", { class: "note" }, "A reprint: the same words stand in ", link("document", { document: d.copy_of }, d.copy_of), ".") : null,
    legend(), text, x && withdrawn(view, x),
    table("Events read in it", [
      { name: "Record", kind: "head", of: (e) => link("why", { id: e.id }, e.id) },
      { name: "Event", of: (e) => (e.claim ? link("positions", { claim: e.claim }, what(e)) : what(e)) },
      { name: "Date", kind: "d", of: (e) => e.date }, { name: "Status", of: (e) => e.status }, { name: "Place", of: (e) => e.place },
      { name: "Source", of: (e) => e.source || e.source_text }, { name: "Words", of: (e) => e.cue },
      { name: "Sure", kind: "n", of: (e) => sure(e.confidence) }, ...correctColumn(view, corrected),
    ], events.rows),
    table("Who says what in it", [
      { name: "Record", kind: "head", of: (a) => link("why", { id: a.id }, a.id) },
      { name: "Source", of: (a) => a.source_text || a.name }, { name: "Code", of: (a) => a.source },
      { name: "Stance", of: (a) => stance(a.stance) }, { name: "Words", of: (a) => a.cue },
      { name: "What is said", kind: "words", of: (a) => a.content },
      ...correctColumn(view, corrected),
    ], attributions.rows),
    reading.notes && reading.notes.length ? table("What a careful reader should know", [
      { name: "Note", kind: "head", of: (n) => n.kind }, { name: "Text", of: (n) => n.text },
    ], reading.notes) : null] };
}
