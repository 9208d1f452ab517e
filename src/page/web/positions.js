/* Positions: without a claim the claims to choose from and who reversed; of a claim a track a
 * source. */
import { ask } from "./ask.js";
import { claimForms, correctColumn } from "./edit.js";
import { spelt, speltSides } from "./spell.js";
import { h, link, address, table, what, stance, STANCES, day, iso, many, listed, sure, none } from "./dom.js";

/* ---- choosing ---- */

const reversal = (r) => h("li", { class: "reversal-card" },
  h("p", null, h("strong", null, r.source), " ", stance("deny"), ` ${r.denied || "undated"}, then `, stance(r.stance),
    ` ${r.date || "undated"}`, r.days === 0 ? " (the same day)" : r.days !== null ? ` (${many(r.days, "day")} later)` : "", " · ",
    link("positions", { claim: r.claim }, what(r))),
  h("blockquote", null, r.denied_sentence), h("blockquote", null, r.sentence));

const claimsOf = (filters, after) => ["claims", { ...filters, limit: 50, after }];
const turnedOf = (filters) => ["reversals", { ...filters, limit: 3 }];

async function choose(view) {
  const [claims, turned] = await Promise.all([ask.rows(...claimsOf(view.filters, view.parameters.after)),
    view.parameters.after ? null : ask.rows(...turnedOf(view.filters))]);
  return { download: claims.rows.length ? view.filters : false, parts: [
    turned && turned.rows.length ? h("section", { "aria-labelledby": "turned" }, h("h2", { id: "turned" },
      "Who denied, and later granted it"), h("ul", { class: "cards" }, turned.rows.map(reversal))) : null,
    h("h2", null, "Claims"), !claims.rows.length ? none(view, "claim") : table("Claims: choose one to see what each source says of it", [
      { name: "Claim", kind: "head", of: (r) => link("positions", { claim: r.id }, what(r)) },
      { name: "Date", kind: "d", of: (r) => r.date },
      { name: "Place", of: (r) => r.place },
      { name: "Said to be", of: (r) => listed(r.statuses) },
      { name: "Records", kind: "n", of: (r) => r.events },
      { name: "Independent", kind: "n", of: (r) => r.independent },
      { name: "Sources", kind: "n", of: (r) => r.sources },
      { name: "Reversal", of: (r) => (r.reversal ? "yes" : "no") },
      { name: "In the words of a report", kind: "words", of: (r) => r.sentence },
    ], claims.rows), view.pager(view, claims.after)] };
}

/* ---- tracks ---- */

/* First and last day that anything is said, with room on both sides. */
function range(positions) {
  const days = positions.flatMap((p) => p.stances.map((s) => day(s.date))).filter((d) => d !== null);
  if (!days.length) return null;
  const from = Math.min(...days), to = Math.max(...days), room = Math.max(1, (to - from) * 0.04);
  return { from: from - room, to: to + room, left: positions.some((p) => p.stances.some((s) => day(s.date) === null)) ? 16 : 5 };
}

/* Percent of the line's width: what is dated stands right of what is not. */
const across = (r, d) => r.left + ((98 - r.left) * (d - r.from)) / (r.to - r.from);

function ticks(r) {
  const n = 4, at = [];
  for (let i = 0; i <= n; i++) at.push(Math.round(r.from + ((r.to - r.from) * i) / n));
  return [...new Set(at)].filter((d) => d >= r.from && d <= r.to);
}

/* Marks that would lie on each other go one below the other. */
function lanes(marks) {
  const ends = [];
  for (const m of marks) {
    let lane = ends.findIndex((e) => e + 2.2 <= m.x);
    if (lane < 0) lane = ends.length;
    ends[lane] = m.x;
    m.lane = lane;
  }
  return Math.max(1, ends.length);
}

function mark(p, m, number) {
  const s = m.s, id = `tip-${number}`;
  const said = `${s.text || s.name || p.source} ${(STANCES[s.stance] || ["", s.stance])[1]}` +
    ` it${s.date ? ", " + s.date : ", undated"}${s.date_via === "order" ? " (by the order of the text)" : ""}`;
  return h("span", { class: "mark-box" + (m.x > 60 ? " left" : ""), style: { left: m.x + "%", top: m.lane * 1.6 + 0.2 + "rem" } },
    h("a", { class: "mark " + s.stance, href: address("why", { id: s.attribution }), "aria-describedby": id,
      "aria-label": said }, h("span", { "aria-hidden": "true" }, (STANCES[s.stance] || ["·"])[0])),
    h("span", { role: "tooltip", id, class: "tip" }, h("strong", null, said), h("span", null, s.sentence)));
}

/* From a denial to the first confirmation or admission behind it. */
function turn(p, marks) {
  if (!p.reversal) return null;
  const a = marks.findIndex((m) => m.s.stance === "deny");
  const b = marks.findIndex((m, i) => i > a && (m.s.stance === "admit" || m.s.stance === "confirm"));
  if (a < 0 || b < 0) return null;
  const [x, y] = [marks[a].x, marks[b].x];
  return h("span", { class: "turn", "aria-hidden": "true", style: { left: Math.min(x, y) + "%",
    width: Math.max(Math.abs(y - x), 0.5) + "%" } });
}

function track(p, r, number) {
  const x = (s) => (day(s.date) === null || !r ? 1 : across(r, day(s.date)));
  const marks = p.stances.map((s) => ({ s, x: x(s) }));
  const rows = lanes(marks);
  return h("li", { class: "track" + (p.reversal ? " reversed" : "") },
    h("div", { class: "who" }, h("strong", null, p.source), p.reversal ? h("span", { class: "badge" }, "reversed") : "",
      h("span", { class: "spelt" }, spelt(p.source))),
    h("div", { class: "line", style: { height: rows * 1.6 + 0.4 + "rem" } }, turn(p, marks),
      marks.map((m, i) => mark(p, m, number * 1000 + i))));
}

function axis(r) {
  if (!r) return null;
  return h("div", { class: "track axis", "aria-hidden": "true" }, h("div", { class: "who" }), h("div", { class: "line" },
    r.left > 10 ? h("span", { class: "tick", style: { left: 0 } }, "undated") : null,
    ticks(r).map((d) => h("span", { class: "tick", style: { left: across(r, d) + "%" } }, iso(d)))));
}

const legend = () => h("p", { class: "legend" }, Object.keys(STANCES).map((s) => stance(s)),
  h("span", { class: "stance" }, h("span", { class: "turn-key", "aria-hidden": "true" }), " from denial to admission"));

async function tracks(view) {
  const claim = view.parameters.claim;
  const [claims, positions, reports] = await Promise.all([ask.rows("claims", { claim }),
    ask.rows("positions", { claim, limit: 200 }), ask.rows("events", { claim, limit: 200 })]);
  const c = claims.rows[0], r = range(positions.rows);
  if (!c) throw new Error("no such claim: " + claim);
  const forms = await claimForms(view, c, reports.rows);
  const said = positions.rows.flatMap((p) => p.stances.map((s) => ({ p, s })));
  return { title: what(c), list: "positions", download: { claim }, total: { claim }, parts: [
    h("p", { class: "spelt" }, speltSides(c)),
    h("p", null, c.date || "undated", c.place ? " · " + c.place : "", " · said to be ", listed(c.statuses), " · ",
      link("why", { id: c.id }, "why this is one claim"), " · ", link("stories", { claim: c.id }, "as a story")),
    h("blockquote", null, c.sentence), forms, legend(),
    positions.rows.length ? null : h("p", null, "No source is named that takes a stance; the reports tell it themselves."),
    h("div", { class: "tracks" }, axis(r), h("ul", { "aria-label": "A track a source" }, positions.rows.map((p, i) => track(p, r, i)))),
    table("What each source says: one after the other, each in order of time", [
      { name: "Source", kind: "head", of: ({ p }) => p.source },
      { name: "Stance", of: ({ s }) => stance(s.stance) },
      { name: "Date", kind: "d", of: ({ s }) => (s.date ? s.date + (s.date_via === "order" ? " (by order)" : "") : null) },
      { name: "As written", of: ({ s }) => s.text },
      { name: "Words", of: ({ s }) => s.cue },
      { name: "Why", kind: "d", of: ({ s }) => link("why", { id: s.attribution }, s.attribution) },
      { name: "Sentence", kind: "words", of: ({ s }) => s.sentence },
    ], said),
    h("h2", null, "Where it is told"), table("Records of this claim", [
      { name: "Record", kind: "head", of: (e) => link("why", { id: e.id }, e.id) },
      { name: "Report", of: (e) => link("document", { document: e.id.split("-")[0], at: e.id }, e.document) },
      { name: "Publisher", of: (e) => e.publisher }, { name: "Report of", kind: "d", of: (e) => e.document_date },
      { name: "Status", of: (e) => e.status }, { name: "Sure", kind: "n", of: (e) => sure(e.confidence) },
      { name: "Sentence", kind: "words", of: (e) => e.sentence },
      ...correctColumn(view),
    ], reports.rows)] };
}

export const positions = (view) => (view.parameters.claim ? tracks(view) : choose(view));
positions.asks = async (filters, here) => (here ? [] : [claimsOf(filters), turnedOf(filters)]);
