/* Timeline: reports over time, by type, class or pair of countries. */
import uPlot from "uplot";
import { ask } from "./ask.js";
import { h, address, table, colour, day, iso, many, none, provide, QUADS } from "./dom.js";

const MOST = 8, ROWS = 5000, PAPER = 640, DENSE = 150; /* lines, points of them, width in print, points from which dashes are not seen any more */
const SPANS = ["month", "day", "year"];
const LINES = { type: "type", quad: "class", "actor,recipient": "pair of countries", source: "source", publisher: "publisher" };
const PALETTE = ["--quad2", "--quad3", "--confirm", "--quad4", "--both", "--admit", "--doubt", "--quad1", "--soft"];
const DASHES = [[], [6, 4], [2, 3]];

/* One page of counts is all that is asked for: of the lines with most records. */
const question = (parameters) => ["counts", { ...parameters, limit: ROWS, top: MOST }];

/* A year before the last day of what fits. */
async function yearBefore(parameters) {
  const { rows } = await ask.rows("totals", parameters);
  const last = rows.length ? day(rows[0].last) : null;
  return last === null ? null : iso(last - 365);
}

/* Of days those of the last year, unless the filters say which: of all there is, which is known from before and the same whatever the
 * filters are; where nothing lies in it, of what fits. `since` is where that begins. */
async function counts(parameters, span) {
  const of = async (since) => {
    const { rows, after } = await ask.rows(...question(since ? { ...parameters, since } : parameters));
    /* what has a year only may reach into it from long before */
    return { rows: since ? rows.filter((r) => !r[span] || r[span] >= since) : rows, cut: !!after, since };
  };
  if (span !== "day" || parameters.since) return of(null);
  const found = await of(parameters.until ? iso(day(parameters.until) - 365) : await yearBefore({}));
  return found.rows.length ? found : of(await yearBefore(parameters));
}

const nameOf = (r, by) => (by === "quad" ? QUADS[r.quad] : by.split(",").map((k) => r[k] || "?").join(" → "));

/* Lines by name, those with most reports first. */
function series(rows, span, by) {
  const totals = new Map();
  for (const r of rows) totals.set(nameOf(r, by), (totals.get(nameOf(r, by)) || 0) + r.events);
  const shown = [...totals].sort((a, b) => b[1] - a[1]).map(([n]) => n).slice(0, MOST);
  const times = [...new Set(rows.map((r) => r[span]).filter(Boolean))].sort();
  const at = new Map(times.map((t, i) => [t, i])), lines = new Map(shown.map((n) => [n, times.map(() => 0)]));
  for (const r of rows) {
    const line = lines.get(nameOf(r, by));
    if (line && at.has(r[span])) line[at.get(r[span])] += r.events;
  }
  return { times, lines };
}

/* What stands above the drawing: which lines it has, what their names leave open, and what is not in it. */
function hint(rows, s, span, since) {
  const undated = rows.reduce((n, r) => n + (r[span] ? 0 : r.events), 0), names = [...s.lines.keys()];
  return h("p", { class: "hint" }, `Drawn are ${names.length < MOST ? "all lines" : `the ${MOST} lines with most records`}${since ? ", since " + since : ""}`,
    names.length < MOST ? "." : "; the download has all.", names.some((n) => n.includes("?")) ? " “?” is what reports do not tell." : "",
    span === "day" ? " What has a month or a year only stands on its first day." : "",
    undated ? ` ${many(undated, "record")} without a date ${undated === 1 ? "is" : "are"} left out.` : "");
}

/* Every span of time between the first and the last one, so that silence is seen as such. */
function filled(s, span) {
  const first = s.times[0], last = s.times[s.times.length - 1], all = [];
  if (!first) return s;
  for (let d = new Date(day(first) * 864e5); iso(d / 864e5) <= last + "-99" && all.length < 20000; ) {
    const name = iso(d / 864e5).slice(0, { year: 4, month: 7, day: 10 }[span]);
    if (name > last) break;
    all.push(name);
    if (span === "day") d.setUTCDate(d.getUTCDate() + 1);
    else if (span === "month") d.setUTCMonth(d.getUTCMonth() + 1);
    else d.setUTCFullYear(d.getUTCFullYear() + 1);
  }
  const at = new Map(s.times.map((t, i) => [t, i]));
  const lines = new Map([...s.lines].map(([n, y]) => [n, all.map((t) => (at.has(t) ? y[at.get(t)] : 0))]));
  return { times: all, lines };
}

let fit = null; /* the plot that is shown, into what it has room in */

function plot(box, s, span) {
  const dense = s.times.length > DENSE;
  const said = (v) => iso(v / 86400).slice(0, { year: 4, month: 7, day: 10 }[span]);
  const width = () => Math.max(280, box.clientWidth - 22), axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false } };
  const p = new uPlot({ padding: [null, 36, null, null], width: width(), height: Math.min(380, Math.max(240, innerHeight * 0.45)), axes: [{ ...axis, space: 90,
    incrs: [1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652].map((d) => d * 86400), values: (_, all) => all.map((v, i) => (i && said(v) === said(all[i - 1]) ? "" : said(v))) }, { ...axis, size: 56 }],
    tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), "UTC"), cursor: { points: { size: 6 } }, scales: { y: { range: (_, a, b) => [0, Math.max(1, b * 1.05)] } },
    series: [{ label: "Point at the lines", value: (_, v) => (v === null ? "" : said(v)) }, ...[...s.lines.keys()].map((label, i) => ({ label, width: dense ? 1 : 2, value: (_, v) => (v === null ? "" : v),
      stroke: colour(QUADS.includes(label) ? "--quad" + QUADS.indexOf(label) : PALETTE[i % PALETTE.length]), dash: dense ? [] : DASHES[Math.floor(i / 3) % 3], points: { show: s.times.length < 40 } }))],
  }, [s.times.map((t) => day(t) * 86400), ...s.lines.values()], box);
  if (!fit) for (const [when, most] of [["resize", Infinity], ["beforeprint", PAPER], ["afterprint", Infinity]]) addEventListener(when, () => fit(most));
  fit = (most) => p.setSize({ width: Math.min(width(), most), height: p.height });
}

const chosen = (p) => ({ span: SPANS.includes(p.span) ? p.span : "month", by: LINES[p.by] ? p.by : "type" });

export async function timeline(view) {
  const p = view.parameters, { span, by } = chosen(p);
  const asked = { ...view.filters, by: span + "," + by }, { rows, cut, since } = await counts(asked, span);
  const s = filled(series(rows, span, by), span), box = h("div", { class: "figure", role: "img", "aria-label": `Records by ${span}, a line a ${LINES[by]}; the table below has the same` });
  const select = (name, label, options, value) => h("label", null, label, h("select", { name, onchange: (e) =>
    view.go("timeline", { ...p, [name]: e.target.value }) }, Object.entries(options).map(([v, t]) => h("option", { value: v, selected: v === value }, t))));
  const listed = s.times.flatMap((t, i) => [...s.lines].filter(([, y]) => y[i]).map(([n, y]) => ({ t, n, y: y[i] })));
  const within = (t) => ({ ...view.filters, since: t, until: t });
  return { download: s.times.length ? asked : false, ready: () => s.times.length && plot(box, s, span), parts: [
    h("div", { class: "controls" }, select("span", "A point a", { month: "month", day: "day", year: "year" }, span), select("by", "A line a", LINES, by)),
    cut ? h("p", { class: "note" }, "There is more than is drawn; narrow the filters.") : null,
    ...(!s.times.length ? [none(view, "dated report")] : [hint(rows, s, span, since), box, table(`Records by ${span} and ${LINES[by]}` + (listed.length > 200 ? "; the last 200 rows, the download has all" : ""), [
      { name: "Time", kind: "head", of: (r) => h("a", { href: address("positions", within(r.t)) }, r.t) },
      { name: LINES[by][0].toUpperCase() + LINES[by].slice(1), of: (r) => r.n }, { name: "Records", kind: "n", of: (r) => r.y },
    ], listed.slice(-200))])] };
}

/* Here, what its two controls lead to; elsewhere, what is shown first. */
timeline.asks = async (filters, here) => {
  if (!here) return [question({ ...filters, by: "month,type" })];
  const { span, by } = chosen(here), year = filters.since ? null : await yearBefore({});
  const of = (s, b) => question({ ...filters, by: s + "," + b, ...(s === "day" && year ? { since: year } : {}) });
  return [...SPANS.filter((s) => s !== span).map((s) => of(s, by)), ...Object.keys(LINES).filter((b) => b !== by).map((b) => of(span, b))];
};
provide("timeline", timeline);
