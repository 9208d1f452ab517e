/* A site of files: no server stands behind the page, so this answers what it asks, from scripts of
 * data that give themselves (window.sayso.give). Lists come in parts of PART rows. What the program
 * counts with SQL is counted here from the events; a filter by name sees names as they are written. */
import { write } from "./csv.js";
import { day, iso } from "./dom.js";

const PART = 500, KEPT = 60;
const waiting = new Map(), parts = new Map();

function load(name) {
  if (parts.has(name)) return parts.get(name);
  const loaded = new Promise((done, failed) => {
    const s = document.createElement("script");
    waiting.set(name, done);
    s.src = "data/" + name + ".js";
    s.onload = () => s.remove();
    s.onerror = () => failed(new Error("these files have no " + name.replace(/^d\//, "document ")));
    document.head.append(s);
  });
  parts.set(name, loaded);
  loaded.catch(() => parts.delete(name));
  if (parts.size > KEPT) parts.delete(parts.keys().next().value);
  return loaded;
}

function give(name, data) {
  const done = waiting.get(name);
  waiting.delete(name);
  if (done) done(data);
}

async function* all(list) {
  const index = await load("index");
  for (let i = 0; i < (index[list] || 0); i++) yield* await load(`${list}-${i}`);
}

/* ---- filters, as the program's ---- */

const fold = (s) => String(s || "").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const listed = (value, q) => q.toLowerCase().split(",").includes(String(value).toLowerCase());
const keyOf = (id) => id.split("-")[0];

function who(codes, texts, q) {
  if (/^[A-Z]{3,}$/.test(q)) return codes.some((c) => c.startsWith(q) || (q.length === 3 && c.endsWith(q)));
  return texts.some((t) => fold(t).includes(fold(q)));
}

/* First and last day of "2031-05", "2031-03-02/2031-03-08" and so on. */
function days(text) {
  if (!text) return null;
  const [a, b = a] = text.split("/"), last = (t) => (t.length === 4 ? day(+t + 1 + "") - 1 :
    t.length === 7 ? Date.UTC(+t.slice(0, 4), +t.slice(5, 7), 1) / 864e5 - 1 : day(t));
  return { from: day(a), to: last(b) };
}

function eventFits(e, p) {
  const d = days(e.date) || days(e.document_date);
  return (!p.actor || who(e.actor, e.actor_text, p.actor)) && (!p.recipient || who(e.recipient, e.recipient_text, p.recipient)) &&
    (!p.type || listed(e.type, p.type)) && (!p.status || listed(e.status, p.status)) &&
    (!p.place || e.country === p.place || e.admin1 === p.place || (e.place && fold(e.place).includes(fold(p.place)))) &&
    (!p.source || who([e.source || ""], [e.source_text], p.source)) && (!p.claim || e.claim === p.claim) &&
    (!p.document || keyOf(e.id) === p.document || e.document === p.document) &&
    (!p.since || (d && d.to >= days(p.since).from)) && (!p.until || (d && d.from <= days(p.until).to));
}

const FILTERS = ["actor", "recipient", "type", "status", "place", "source", "since", "until", "document", "reversals"];
const filtered = (p) => FILTERS.some((f) => p[f]);

async function* events(p) {
  const turned = p.reversals ? new Set() : null;
  if (turned) for await (const c of all("claims")) if (c.reversal) turned.add(c.id);
  for await (const e of all("events")) if (eventFits(e, p) && (!turned || turned.has(e.claim))) yield e;
}

async function idsOf(p, of) {
  const ids = new Set();
  for await (const e of events(p)) ids.add(of(e));
  return ids;
}

/* ---- what is counted ---- */

async function totals(p) {
  const claims = new Set(), documents = new Set(), origins = new Set(), origin = new Map();
  let n = 0, first = null, last = null;
  for await (const d of all("documents")) origin.set(d.key, d.copy_of || d.key);
  for await (const e of events(p)) {
    const d = days(e.date) || days(e.document_date), key = keyOf(e.id);
    n++;
    claims.add(e.claim);
    documents.add(key);
    origins.add(origin.get(key) || key);
    if (d && (first === null || d.from < first)) first = d.from;
    if (d && (last === null || d.to > last)) last = d.to;
  }
  return [{ events: n, claims: claims.size, documents: documents.size, independent: origins.size,
    first: first === null ? null : iso(first), last: last === null ? null : iso(last) }];
}

const country = (code) => (/^[A-Z]{3}/.test(code || "") ? code.slice(0, 3) : null);
const countries = (codes) => [...new Set((codes || []).map(country))].filter((c) => c && c !== "IGO" && c !== "NGO");

/* The values of a row for one name of `by`; several where it counts under each. */
function under(e, name) {
  const d = days(e.date) || days(e.document_date), at = d && iso(d.from);
  switch (name) {
    case "year": return [at && at.slice(0, 4)];
    case "month": return [at && at.slice(0, 7)];
    case "day": return [at];
    case "actor": case "recipient": return countries(e[name]).length ? countries(e[name]) : [null];
    default: return [e[name] === undefined ? null : e[name]];
  }
}

/* Groups events by keys; `keys` gives the groups that an event is of. */
async function grouped(p, keys) {
  const groups = new Map(), origin = new Map();
  for await (const d of all("documents")) origin.set(d.key, d.copy_of || d.key);
  for await (const e of events(p))
    for (const key of keys(e)) {
      const id = JSON.stringify(key);
      const g = groups.get(id) || { key, events: 0, claims: new Set(), documents: new Set(), origins: new Set(), scale: 0, quads: [0, 0, 0, 0, 0], first: null, last: null };
      const d = days(e.date) || days(e.document_date);
      groups.set(id, g);
      g.events++;
      g.scale += e.goldstein;
      g.quads[e.quad]++;
      g.claims.add(e.claim);
      g.documents.add(keyOf(e.id));
      g.origins.add(origin.get(keyOf(e.id)));
      if (d && (g.first === null || d.from < g.first)) g.first = d.from;
      if (d && (g.last === null || d.from > g.last)) g.last = d.from;
    }
  return [...groups.values()].sort((a, b) => (JSON.stringify(Object.values(a.key)) < JSON.stringify(Object.values(b.key)) ? -1 : 1));
}

const scale = (g) => Math.round((100 * g.scale) / g.events) / 100;
const quads = (g) => ({ quad1: g.quads[1], quad2: g.quads[2], quad3: g.quads[3], quad4: g.quads[4] });

async function counts(p) {
  const names = (p.by || "month,type").split(",");
  const keys = (e) => names.reduce((made, n) => made.flatMap((k) => under(e, n).map((v) => ({ ...k, [n]: v }))), [{}]);
  return (await grouped(p, keys)).map((g) => ({ ...g.key, events: g.events, claims: g.claims.size, documents: g.documents.size, goldstein: scale(g) }));
}

function pairs(e) {
  const from = countries(e.actor), to = countries(e.recipient);
  return e.recipient.length ? from.flatMap((a) => to.map((b) => ({ actor: a, recipient: b }))) :
    from.flatMap((a) => from.filter((b) => b !== a).map((b) => ({ actor: a, recipient: b })));
}

const dyads = async (p) => (await grouped(p, pairs)).map((g) => ({ ...g.key, events: g.events, claims: g.claims.size, ...quads(g), goldstein: scale(g),
  first: g.first === null ? null : iso(g.first), last: g.last === null ? null : iso(g.last) }));

async function places(p) {
  const at = new Map(), keys = (e) => {
    if (!e.place) return [];
    const key = { place: e.place, country: e.country, admin1: e.admin1 };
    at.set(JSON.stringify(key), { lat: e.lat, lon: e.lon });
    return [key];
  };
  return (await grouped(p, keys)).map((g) => ({ ...g.key, ...at.get(JSON.stringify(g.key)), events: g.events, claims: g.claims.size,
    documents: g.documents.size, independent: g.origins.size, ...quads(g) }));
}

/* ---- search ---- */

const searched = (s) => fold(s).replace(/ё/g, "е");
const WORD = /[\p{L}\p{N}]+/gu;

/* Does the text have the term, from the beginning of a word to the end of one? */
function has(text, t) {
  const words = " " + (searched(text).match(WORD) || []).join(" ") + " ";
  return words.includes(" " + t.text + (t.begins ? "" : " "));
}

async function* search(p) {
  const terms = [...p.words.matchAll(/(-?)(?:"([^"]*)"|([^\s"]+))(\*?)/g)].map((m) => {
    const raw = m[2] !== undefined ? m[2] : m[3];
    return { without: !!m[1], begins: !!m[4] || raw.endsWith("*"), text: (searched(raw).match(WORD) || []).join(" ") };
  }).filter((t) => t.text);
  const with_ = terms.filter((t) => !t.without), without = terms.filter((t) => t.without);
  const keys = filtered(p) ? await idsOf(p, (e) => keyOf(e.id)) : null, decode = new TextDecoder();
  if (!with_.length) throw new Error("no word to look for");
  for await (const { text, sentences, ...d } of all("texts")) {
    const whole = (d.title || "") + "\n" + text;
    if ((keys && !keys.has(d.key)) || !with_.every((t) => has(whole, t)) || without.some((t) => has(whole, t))) continue;
    const bytes = new TextEncoder().encode(text);
    let best = { n: 0, start: null, end: null, sentence: null };
    for (const [start, end] of sentences) {
      const sentence = decode.decode(bytes.subarray(start, end)), n = with_.filter((t) => has(sentence, t)).length;
      if (n > best.n) best = { n, start, end, sentence };
    }
    yield { ...d, start: best.start, end: best.end, sentence: best.sentence };
  }
}

/* ---- lists ---- */

async function keyNamed(name) {
  if (/^[0-9a-z]{12}$/.test(name)) return name;
  for await (const d of all("documents")) if (d.id === name) return d.key;
  throw new Error("these files have no document " + name);
}

/* Rows of a claim or document come from its file. */
async function near(list, p) {
  if (p.claim) {
    const found = (await load("d/" + keyOf(p.claim))).claims[p.claim];
    if (!found) throw new Error("these files have no claim " + p.claim);
    if (list !== "documents") return found[list] || null;
    const rows = await Promise.all([...new Set(found.events.map((e) => keyOf(e.id)))].map((k) => load("d/" + k).then((d) => d.documents, () => [])));
    return rows.flat();
  }
  if (!p.document || !["events", "attributions", "documents"].includes(list)) return null;
  return (await load("d/" + (await keyNamed(p.document))))[list];
}

async function totalsNear(p) {
  const rows = await near("events", p), documents = await near("documents", p);
  const d = rows.map((e) => days(e.date) || days(e.document_date)).filter(Boolean);
  return [{ events: rows.length, claims: new Set(rows.map((e) => e.claim)).size, documents: documents.length,
    independent: new Set(documents.map((x) => x.copy_of || x.key)).size,
    first: d.length ? iso(Math.min(...d.map((x) => x.from))) : null, last: d.length ? iso(Math.max(...d.map((x) => x.to))) : null }];
}

/* Of what is not time only the lines with most reports, as the program's --top. */
function topOf(groups, most) {
  const line = (g) => JSON.stringify([g.type, g.quad, g.actor, g.recipient, g.source, g.publisher, g.place, g.country, g.admin1, g.mode, g.status]);
  const sums = new Map();
  for (const g of groups) sums.set(line(g), (sums.get(line(g)) || 0) + g.events);
  const chosen = new Set([...sums].sort((a, b) => b[1] - a[1]).slice(0, most).map(([l]) => l));
  return groups.filter((g) => chosen.has(line(g)));
}

async function* list(name, p) {
  if (name === "totals") return yield* p.claim || p.document ? await totalsNear(p) : await totals(p);
  const made = { counts, dyads, places }[name];
  if (made) return yield* p.top ? topOf(await made(p), +p.top) : await made(p);
  if (name === "search") return yield* search(p);
  const rows = await near(name, p);
  if (rows) return yield* rows;
  if (name === "events") return yield* events(p);
  if (!filtered(p)) return yield* all(name);
  const ids = await idsOf(p, name === "documents" ? (e) => keyOf(e.id) : (e) => e.claim);
  for await (const r of all(name)) if (ids.has(name === "documents" ? r.key : name === "claims" ? r.id : r.claim)) yield r;
}

async function rows(name, p) {
  const from = +(p.after || 0), limit = +(p.limit || 100), out = [];
  let n = 0;
  if (from && !filtered(p) && !p.claim && !p.document && ["claims", "stories", "disputes", "events", "documents"].includes(name)) {
    const index = await load("index"); /* parts before it are not looked at */
    for (let i = Math.floor(from / PART), at = i * PART; i < index[name]; i++)
      for (const r of await load(`${name}-${i}`)) if (at++ >= from) {
        if (out.length === limit) return { rows: out, after: String(from + limit) };
        out.push(r);
      }
    return { rows: out, after: null };
  }
  for await (const r of list(name, p)) {
    if (n++ < from) continue;
    if (out.length === limit) return { rows: out, after: String(from + limit) };
    out.push(r);
  }
  return { rows: out, after: null };
}

async function save(name, format, p) {
  const out = [];
  for await (const r of list(name, p)) out.push(r);
  const a = document.createElement("a");
  a.href = URL.createObjectURL(new Blob([write(format, out)], { type: "text/plain" }));
  a.download = `sayso-${name}.${format}`;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
}

async function explain(id) {
  const d = await load("d/" + keyOf(id)), x = d.why[id] || (d.claims[id] && d.claims[id].why);
  if (!x) throw new Error("these files have no record " + id);
  return x;
}

window.sayso = { give, ask: {
  about: () => load("about"), rows, explain, document: async (key) => (await load("d/" + (await keyNamed(key)))).reading,
  file: (name, format, p) => ({ href: "#", role: "button", onclick: (e) => {
    e.preventDefault();
    save(name, format, p);
  } }),
} };
