/* Elements. Text of reports becomes text nodes and attributes here, never markup. */

const SVG = "http://www.w3.org/2000/svg";

function fill(e, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) e.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [k, v] of Object.entries(value)) e.style.setProperty(k, v);
    else e.setAttribute(name, value === true ? "" : value);
  }
  for (const c of children.flat(3)) {
    if (c === null || c === undefined || c === false) continue;
    e.append(c instanceof Node ? c : String(c));
  }
  return e;
}

export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/* A view that is a script of its own gives itself to the page. */
export const provide = (name, view) => ((globalThis.saysoViews = globalThis.saysoViews || {})[name] = view);

/* The address of a view with its parameters; what is empty is left out. */
export function address(view, parameters) {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(parameters || {})) if (v) q.set(k, v);
  const s = q.toString();
  return "#/" + view + (s ? "?" + s : "");
}

export const link = (view, parameters, ...text) => h("a", { href: address(view, parameters) }, ...text);

/* What is not looked at first is added as soon as the view is seen. */
export const whenSeen = (does) => requestAnimationFrame(() => setTimeout(does));

const AT_ONCE = 15; /* rows of a table that are drawn with the view; the others follow as soon as it is seen */

/* From a day to another: breaks between them only. */
const days = (value) => value.split("/").map((d, i) => [i ? " – " : "", h("span", { class: "d" }, d)]);

/* A table in a box that scrolls where it is too wide. columns: [{ name, of(row), kind }], kind "n" for numbers, "d" for days, "head" for what
 * names the row, "does" for a button, "words" for what a report says: that is long, so that on a phone each row of such a table is a card (page.css), whose
 * cells tell their names themselves. */
export function table(caption, columns, rows) {
  const told = columns.some((c) => c.kind === "words");
  const cell = (c, row) => {
    const value = c.of(row), nothing = value === null || value === undefined;
    const range = c.kind === "d" && typeof value === "string" && value.includes("/");
    if (c.kind === "head") return h("th", { scope: "row" }, nothing ? "–" : value);
    return h("td", { class: [nothing ? "nothing" : "", range ? "" : c.kind].filter(Boolean).join(" ") || null, "data-name": told && c.kind !== "words" && c.kind !== "does" ? c.name : null },
      nothing ? "–" : range ? days(value) : value);
  };
  const line = (row) => h("tr", null, columns.map((c) => cell(c, row)));
  const body = h("tbody", null, rows.slice(0, AT_ONCE).map(line)), others = rows.slice(AT_ONCE);
  if (others.length) whenSeen(() => body.append(...others.map(line)));
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
    h("table", { class: told ? "told" : null }, h("caption", null, caption),
      h("thead", null, h("tr", null, columns.map((c) =>
        h("th", { scope: "col", class: c.kind === "n" ? "n" : null }, c.name)))),
      body));
}

/* Where nothing is to be shown, why. */
export const none = (view, one) => h("p", null, Object.keys(view.filters).length ?
  [`No ${one} fits the filters. `, link(view.name, {}, "Show all")] : `There is no ${one} in this ledger.`);

/* What there is of several things, with dots between them; days are not broken. */
export const dotted = (...parts) => parts.filter(Boolean).map((p, i) => [i ? " · " : "", /^[\d-]+$/.test(p) ? h("span", { class: "d" }, p) : p]);
/* "actual,denied" for readers. */
export const listed = (s) => (s || "").replace(/,\s*/g, ", ");
/* 1,234,567; what a browser has for that takes it 10 ms to begin with. */
export const number = (n) => String(n).replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
/* How sure the reader was: 0.90, so that they stand below each other. */
export const sure = (x) => (typeof x === "number" ? x.toFixed(2) : null);
export const many = (n, one, more) => `${number(n)} ${n === 1 ? one : more || one + "s"}`;

/* Who does what to whom, of any row that has these fields. */
export function what(r) {
  const join = (x) => (Array.isArray(x) ? x.join(", ") : x) || "?";
  const to = join(r.recipient);
  return `${r.type}${r.mode ? " (" + r.mode + ")" : ""} · ${join(r.actor)}${to === "?" ? "" : " → " + to}`;
}

export const QUADS = ["", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
export const STANCES = {
  assert: ["●", "asserts"], confirm: ["◆", "confirms"], admit: ["▲", "admits"],
  deny: ["✕", "denies"], doubt: ["?", "doubts"],
};
export const stance = (s) => h("span", { class: "stance " + s }, h("span", { "aria-hidden": "true" },
  (STANCES[s] || ["·"])[0]), " ", (STANCES[s] || ["", s])[1]);

/* Colours as the style sheet has them, for what is drawn on a canvas. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/* Days since 1970 of an ISO date, of an interval or month its first day; null where there is none. */
export function day(iso) {
  if (!iso) return null;
  const m = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso);
  return m ? Date.UTC(+m[1], m[2] ? m[2] - 1 : 0, m[3] ? +m[3] : 1) / 864e5 : null;
}
export const iso = (d) => new Date(d * 864e5).toISOString().slice(0, 10);
