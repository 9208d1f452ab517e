/* The page: head, filters, and the view that the address names. */
import { ask, leave, filesOnly } from "./ask.js";
import { h, link, address, many, number } from "./dom.js";
import { positions } from "./positions.js";
import { document_ } from "./document.js";
import { why } from "./why.js";
import { search } from "./search.js";
import { stories } from "./stories.js";
import { disputes } from "./disputes.js";
import { spelt } from "./spell.js";
import { editing, notice, tokenTake } from "./edit.js";

/* Views: name in the address, in the head, what draws it, and the list that its downloads are of.
 * Those without a function are scripts of their own, loaded when they are wanted. */
const VIEWS = {
  positions: { title: "Positions", draw: positions, list: "claims" },
  stories: { title: "Stories", draw: stories, list: "stories" },
  disputes: { title: "Disputes", draw: disputes, list: "disputes" },
  timeline: { title: "Timeline", list: "counts" },
  map: { title: "Map", list: "places" },
  network: { title: "Network", list: "dyads" },
  search: { title: "Search", draw: search, list: "search" },
  document: { title: "Document", draw: document_, list: "events", hidden: true },
  why: { title: "Why", draw: why, hidden: true },
};
const FILTERS = ["actor", "recipient", "type", "since", "until", "place", "status", "source", "reversals"];

const QUIET_MS = 1000; /* after which a reader is taken to be reading */
const quiet = () => new Promise((done) => setTimeout(done, QUIET_MS));
const idle = () => new Promise((done) => (window.requestIdleCallback || setTimeout)(done));

let about = null, drawn = 0;
const main = document.getElementById("main");
const views = (window.saysoViews = window.saysoViews || {});

const scripts = new Map();

function script(name) {
  if (!scripts.has(name)) scripts.set(name, new Promise((done, failed) => {
    const s = h("script", { src: name + ".js", onload: done,
      onerror: () => failed(new Error(name + ".js could not be loaded")) });
    document.head.append(s);
  }));
  return scripts.get(name);
}

async function drawer(name) {
  if (VIEWS[name].draw) return VIEWS[name].draw;
  if (!views[name]) await script(name).catch((e) => (scripts.delete(name), Promise.reject(e)));
  return views[name];
}

/* When there is nothing else to do: scripts of views that are not shown yet, and what these will ask with the same filters, and this one
 * when its controls are turned, one after the other. The server keeps what took it long. Whoever clicks at once does not wait for it. */
async function ahead(at) {
  const turn = drawn, filters = filtersOf(at.parameters);
  await quiet();
  for (const name of Object.keys(VIEWS)) {
    await idle();
    if (turn !== drawn) return;
    const view = await drawer(name).catch(() => null);
    if (!view || !view.asks || filesOnly) continue;
    for (const question of await view.asks(filters, name === at.name ? at.parameters : null).catch(() => [])) {
      await idle();
      if (turn !== drawn) return;
      await ask.rows(...question).catch(() => {});
    }
  }
}

/* ---- the address ---- */

function where() {
  const m = /^#\/(\w+)(?:\?(.*))?$/.exec(location.hash);
  const name = m && VIEWS[m[1]] ? m[1] : "positions";
  return { name, parameters: m ? Object.fromEntries(new URLSearchParams(m[2] || "")) : {} };
}

export const filtersOf = (p) => Object.fromEntries(FILTERS.filter((f) => p[f]).map((f) => [f, p[f]]));

function go(name, parameters) {
  const to = address(name, parameters);
  if (location.hash === to) draw();
  else location.hash = to;
}

/* ---- head ---- */

function nav(at) {
  const kept = filtersOf(at.parameters);
  return h("nav", { "aria-label": "Views" }, h("ul", null, Object.entries(VIEWS).filter(([, v]) => !v.hidden)
    .map(([name, v]) => h("li", null, h("a", { href: address(name, kept),
      "aria-current": name === at.name ? "page" : null }, v.title)))));
}

function choice(name, label, options, value) {
  const all = value && !options.includes(value) ? [value, ...options] : options;
  return h("label", null, label, h("select", { name }, h("option", { value: "" }, "any"),
    all.map((o) => h("option", { value: o, selected: o === value }, o))));
}

const field = (name, label, value, hint) => h("label", null, label,
  h("input", { name, value: value || "", placeholder: hint, autocomplete: "off", spellcheck: "false" }));

function filters(at) {
  const p = at.parameters, set = FILTERS.filter((f) => p[f]);
  const submit = (e) => {
    e.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    const next = { ...p, after: "", ...Object.fromEntries(FILTERS.map((f) => [f, ""])), ...given };
    go(at.name, next);
  };
  const form = h("form", { class: "filters", onsubmit: submit, onchange: (e) => e.target.tagName === "SELECT" ||
    e.target.type === "checkbox" ? submit(e) : null },
  field("actor", "Actor", p.actor, "RUS, RUSGOV, name"), field("recipient", "Recipient", p.recipient, "code or name"),
  choice("type", "Type", about.types, p.type), field("since", "Since", p.since, "YYYY-MM-DD"),
  field("until", "Until", p.until, "YYYY-MM-DD"), field("place", "Place", p.place, "country or name"),
  choice("status", "Status", about.statuses, p.status), field("source", "Source", p.source, "code or name"),
  h("label", { class: "check" }, h("input", { type: "checkbox", name: "reversals", value: "1", checked: !!p.reversals }),
    "Only reversals"),
  h("div", { class: "buttons" }, h("button", null, "Apply"),
    set.length ? link(at.name, { ...p, after: "", ...Object.fromEntries(FILTERS.map((f) => [f, ""])) }, "Clear") : null));
  return h("details", { open: set.length > 0 }, h("summary", null, "Filters",
    set.length ? ": " + set.map((f) => (f === "reversals" ? "only reversals" : f + " " + p[f])).join(", ") : ""), form);
}

function head(at) {
  const find = h("form", { role: "search", class: "find", onsubmit: (e) => {
    e.preventDefault();
    go("search", { words: find.elements.words.value });
  } }, h("label", { class: "hidden", for: "words" }, "Words of reports"),
  h("input", { id: "words", name: "words", type: "search", placeholder: "Search reports",
    value: at.name === "search" ? at.parameters.words || "" : "" }), h("button", null, "Search"));
  const bar = h("div", { class: "bar" }, h("a", { class: "brand", href: address("positions") }, "sayso"), nav(at), find);
  document.getElementById("head").replaceChildren(bar,
    ["why", "document", "search"].includes(at.name) || at.parameters.claim ? "" : filters(at));
}

/* ---- what every view says: on how much it rests, and where to get it ---- */

function rests(t) {
  const reprints = t.documents - t.independent;
  return h("p", { class: "rests" }, h("strong", null, many(t.events, "record")), ` of ${many(t.claims, "event")} rest on `,
    h("strong", null, many(t.independent, "independent report")),
    reprints > 0 ? ` (${many(t.documents, "document")}, ${number(reprints)} of them reprints)` : "",
    t.first ? `, ${t.first} to ${t.last}` : "", ".");
}

export function downloads(list, parameters) {
  const formats = [["csv", "CSV"], ["jsonl", "JSON lines"], ["geojson", "GeoJSON"]];
  return h("p", { class: "downloads" }, "Download ", list, ": ", formats.map(([f, name], i) =>
    [i ? " · " : "", h("a", ask.file(list, f, parameters), name)]));
}

/* Next page, and back to the first. */
export function pager(at, after) {
  if (!after && !at.parameters.after) return null;
  return h("nav", { class: "pager", "aria-label": "Pages" },
    at.parameters.after ? link(at.name, { ...at.parameters, after: "" }, "First page") : null,
    after ? link(at.name, { ...at.parameters, after }, "Next page") : null);
}

async function draw() {
  const at = where(), turn = ++drawn;
  leave();
  document.title = VIEWS[at.name].title + " · sayso";
  main.setAttribute("aria-busy", "true");
  if (!main.firstChild) main.append(h("h1", null, VIEWS[at.name].title));
  try {
    if (!about) about = await ask.about();
    head(at);
    const view = { ...at, about, editing: await editing(), filters: filtersOf(at.parameters), downloads, pager, go, spelt,
      list: VIEWS[at.name].list };
    const body = await (await drawer(at.name))(view);
    if (turn !== drawn) return;
    const title = h("h1", { tabindex: -1 }, body.title || VIEWS[at.name].title);
    const total = h("div", { class: "total", role: "status" }), told = notice();
    main.replaceChildren(title, told || "", total, ...body.parts.filter(Boolean),
      view.list && body.download !== false ? downloads(body.list || view.list, body.download || view.filters) : "");
    if (body.ready) body.ready();
    if (body.rests) total.append(body.rests);
    else ask.rows("totals", body.total || view.filters).then((t) => {
      if (turn === drawn && t.rows.length) total.append(rests(t.rows[0]));
    }, () => {});
    document.title = (body.title || VIEWS[at.name].title) + " · sayso";
    if (drawn > 1) (told || title).focus({ preventScroll: true }), window.scrollTo(0, 0);
    ahead(at);
  } catch (e) {
    if (turn !== drawn || e.name === "AbortError") return;
    main.replaceChildren(h("h1", { tabindex: -1 }, VIEWS[at.name].title), h("p", { role: "alert", class: "alert" },
      "This cannot be shown: ", e.message));
  } finally {
    if (turn === drawn) main.removeAttribute("aria-busy");
  }
}

document.getElementById("foot").append(h("p", null, "Read by a program; every record is linked to the words that it rests on. ",
  filesOnly ? "These are files, made by sayso. " : "Served by sayso, from this machine. ",
  h("a", { href: "licences.txt" }, "Drawn with d3, uPlot and borders of Natural Earth")));
document.querySelector(".skip").addEventListener("click", (e) => {
  e.preventDefault();
  main.focus();
});
const open = () => (tokenTake(), draw());
window.addEventListener("hashchange", open);
open();
