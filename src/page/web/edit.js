/* Correcting records, where the server takes changes (sayso serve --edit) and the address that it
 * printed was opened here: #edit=TOKEN. The token stays with this tab and goes into a header. */
import { ask, filesOnly, http } from "./ask.js";
import { h, address, link, what } from "./dom.js";

const KEY = "sayso-edit", BY = "sayso-by";
let choices = null, told = null, lists = 0;

/* Takes the token out of the address, where one is. */
export function tokenTake() {
  const m = /^#edit=([0-9a-f]+)$/.exec(location.hash);
  if (!m || filesOnly) return;
  sessionStorage.setItem(KEY, m[1]);
  choices = null;
  history.replaceState(null, "", "#/positions");
}

/* A change that is answered with 503 was not done, and is sent again, also when its view is left. */
const TRIES = 5, always = new AbortController().signal;
const send = (path, options) =>
  http(path, { signal: always, ...options, headers: { ...options.headers, "X-Sayso-Token": sessionStorage.getItem(KEY) } }, TRIES);

/* What forms offer; null where nothing can be corrected. */
export async function editing() {
  if (filesOnly || !sessionStorage.getItem(KEY)) return null;
  if (!choices) choices = await send("edit", {}).catch(() => null);
  return choices;
}

const change = (name, body) => send(name, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/* ---- what was done, told once in the view that comes next ---- */

export function notice() {
  const n = told;
  told = null;
  if (!n) return null;
  const wrong = h("span", { role: "alert" });
  const undo = n.undo && h("button", { type: "button", onclick: () => n.undo().catch((e) => wrong.replaceChildren(" " + e.message)) }, "Undo");
  return h("p", { class: "note saved", role: "status", tabindex: -1 }, n.text, " ", undo, wrong);
}

function tell(view, text, undo, name, parameters) {
  told = { text, undo };
  view.go(name, parameters);
}

/* ---- forms ---- */

const labelled = (text, control) => h("label", null, text, control);
const select = (name, options, value) => h("select", { name }, options.map((o) => h("option", { value: o, selected: o === value }, o || "(none)")));

/* A field with what may stand there to choose from. options: [[value, words]]. */
function choosing(name, value, options, rest) {
  const id = `list-${++lists}`;
  return [h("input", { name, value: value || "", list: id, autocomplete: "off", spellcheck: "false", ...rest }),
    h("datalist", { id }, options.map(([v, words]) => h("option", { value: v }, words || v)))];
}

/* A form that opens. does(given) is the change; what goes wrong is told where it stands. */
function form(title, open, does, action, ...parts) {
  const wrong = h("p", { role: "alert", class: "alert", hidden: true });
  const submit = async (e) => {
    e.preventDefault();
    const given = new FormData(e.target), button = e.target.querySelector("button");
    sessionStorage.setItem(BY, given.get("by"));
    wrong.hidden = button.disabled = true;
    try {
      await does(given, { note: given.get("note"), by: given.get("by") });
    } catch (x) {
      wrong.hidden = button.disabled = false;
      wrong.replaceChildren("This went wrong: ", x.message);
    }
  };
  return h("details", { class: "edit", open }, h("summary", null, title), h("form", { class: "filters", onsubmit: submit }, parts,
    labelled("Why", h("input", { name: "note", maxlength: 1000, autocomplete: "off" })),
    labelled("Your name", h("input", { name: "by", maxlength: 100, value: sessionStorage.getItem(BY) || "", autocomplete: "name" })),
    h("div", { class: "buttons" }, h("button", null, action))), wrong);
}

/* ---- a record ---- */

const first = (codes) => (Array.isArray(codes) ? codes[0] : codes);

/* Fields of a record that may be corrected: name, value now, control. */
function fieldsOf(view, letter, row, codes) {
  if (letter === "a") return [["stance", row.stance, (v) => select("value", view.about.stances, v)]];
  const c = view.editing.codes;
  const modes = view.editing.modes.filter((m) => m.includes(row.type, 1)).map((m) => m[0]);
  const who = [...codes.map((x) => [x]), ...c.countries.map((x) => [x]), ...c.roles];
  const code = (v) => choosing("value", v, who, { required: true, pattern: "[A-Z]{3,18}", title: "capital letters: a country, then roles, such as RUSGOV" });
  return [["type", row.type, (v) => select("value", view.about.types, v)], ["mode", row.mode, (v) => select("value", ["", ...modes], v || "")],
    ["cameo", row.cameo, (v) => choosing("value", v, c.cameo, { pattern: "[0-9]{2,4}", title: "a code of CAMEO, or nothing" })],
    ["status", row.status, (v) => select("value", view.about.statuses, v)],
    ["date", row.date, (v) => h("input", { name: "value", value: v || "", required: true, title: "2031-05-02, 2031-05 or 2031", autocomplete: "off" })],
    row.actor.length ? ["actor", first(row.actor), code] : null, row.recipient.length ? ["recipient", first(row.recipient), code] : null].filter(Boolean);
}

async function correct(view, id, field, was, value, more) {
  await change("correct", { id, field, value, ...more });
  tell(view, `Corrected: ${field} is ${value || "(none)"}, was ${was || "(none)"}.`, () => takeBack(view, id, field, value), "why", { id });
}

/* The last correction of the field, which stays written down. */
async function takeBack(view, id, field, value) {
  await change("undo", { id, field, by: sessionStorage.getItem(BY) || "" });
  tell(view, `Taken back: ${field} is ${value || "(none)"} no more.`, null, "why", { id });
}

/* The button that takes back what is so; what goes wrong is told in `wrong`. */
const takingBack = (so, wrong, does) => h("button", { type: "button", "aria-label": `Take back: ${so}`, onclick: (e) => {
  e.target.disabled = true;
  does().catch((x) => {
    e.target.disabled = wrong.hidden = false;
    wrong.replaceChildren("This went wrong: ", x.message);
  });
} }, "Take back");

/* What was read, corrected, and taken back of a record, by the lines of its explanation. The last correction of each field that stands
 * has a button to take it back, for who may. */
const BECAME = { "was read": "read as", corrected: "corrected to", "taken back": "taken back:" };
export function corrections(view, x) {
  const all = x.lines.filter((l) => BECAME[l.what]).map((l) => ({ ...l, field: l.text.split(" = ")[0], value: l.text.split(" = ").slice(1).join(" = ") }));
  if (!all.length || !/-[ea]\d+$/.test(x.id)) return null; /* of a document its table tells */
  const wrong = h("p", { role: "alert", class: "alert", hidden: true });
  const undo = (l) => takingBack(`${l.field} is ${l.value || "(none)"}`, wrong, () => takeBack(view, x.id, l.field, l.value));
  const stands = (l) => view.editing && l === all.filter((o) => o.field === l.field && o.what === "corrected").pop();
  return h("section", { class: "corrections", "aria-labelledby": "corrections" }, h("h2", { id: "corrections" }, "Corrected by people"), h("ul", null, all.map((l) =>
    h("li", { class: l.what.replace(" ", "-") }, h("strong", null, l.field), ` ${BECAME[l.what]} `, h(l.what === "taken back" ? "s" : "span", null, l.value || "(none)"),
      l.via ? h("span", { class: "hint" }, " (", l.via, ") ") : " ", stands(l) ? undo(l) : null))), wrong);
}

/* Forms for the record of `why`; null where nothing can be corrected. */
export async function recordForms(view, id) {
  const [key, part] = id.split("-"), letter = part && part[0];
  if (!view.editing || (letter !== "e" && letter !== "a")) return null;
  const rows = (await ask.rows(letter === "a" ? "attributions" : "events", { document: key, limit: 2000 })).rows;
  const row = rows.find((r) => r.id === id);
  if (!row) return null;
  const codes = letter === "a" ? [] : [...new Set(rows.flatMap((r) => [...r.actor, ...r.recipient]).filter(Boolean))];
  const fields = fieldsOf(view, letter, row, codes), at = () => fields.find((f) => f[0] === which.value);
  const value = h("label"), now = () => value.replaceChildren("is in truth", ...[at()[2](at()[1])].flat());
  const which = h("select", { name: "field", onchange: now }, fields.map(([name, v]) => h("option", { value: name, selected: name === view.parameters.correct }, `${name}: ${v || "(none)"}`)));
  now();
  const kind = letter === "a" ? "attribution" : "event";
  return h("section", { "aria-label": `Correct this ${kind}` },
    form(`Correct this ${kind}`, !!view.parameters.correct, (given, more) => correct(view, id, given.get("field"), at()[1], given.get("value"), more), "Save",
      labelled("What was read", which), value),
    form(`Withdraw this ${kind}`, false, async (given, more) => {
      await change("withdraw", { id, ...more });
      tell(view, `Withdrawn: ${id}. It does not come back when the document is read again.`, () => putBack(view, id), "document", { document: key });
    }, "Withdraw it", h("p", { class: "hint" }, "It is taken out, also when the document is read again, until it is taken back.")));
}

/* A withdrawn record or document comes back, as it was. */
async function putBack(view, id) {
  await change("undo", { id, by: sessionStorage.getItem(BY) || "" });
  tell(view, `Taken back: ${id} is withdrawn no more.`, null, "why", { id });
}

/* What people withdrew of a document and did not take back, by the lines of its explanation; of `id` alone where one is named. Null: nothing. */
export function withdrawn(view, x, id) {
  const all = x.lines.filter((l) => l.what === "corrected" && l.text.endsWith(": withdrawn")).map((l) => ({ id: l.text.split(": ")[0], via: l.via }))
    .filter((l) => !id || l.id === id);
  if (!all.length) return null;
  const wrong = h("p", { role: "alert", class: "alert", hidden: true });
  return h("section", { class: "corrections", "aria-labelledby": "withdrawn" }, h("h2", { id: "withdrawn" }, "Withdrawn by people"), h("ul", null,
    all.map((l) => h("li", null, h("strong", null, l.id), l.via ? h("span", { class: "hint" }, " (", l.via, ") ") : " ",
      view.editing ? takingBack(`${l.id} is withdrawn`, wrong, () => putBack(view, l.id)) : null))), wrong);
}

/* The page of a record or document that is not there because a person withdrew it. */
export async function gone(view, id, error) {
  const key = id.split("-")[0], x = await ask.explain(key).catch(() => null);
  const whole = x && withdrawn(view, x, key), list = whole || (x && withdrawn(view, x, id));
  if (!list) throw error;
  return { title: `Why ${id} is not there`, download: false, total: { document: key }, parts: [
    h("p", null, whole ? "The document was withdrawn, with all that was read in it." :
      ["It was read in ", link("document", { document: key }, x.document || key), ", and withdrawn."]), list] };
}

/* A column that leads to the form of a record; none where nothing can be corrected. */
export const correctColumn = (view, corrected) => (view.editing ? [{ name: "Correct", kind: "does", of: (r) =>
  [corrected && corrected.has(r.id) ? h("span", { class: "corrected" }, "corrected") : "", " ",
    h("a", { class: "button", href: address("why", { id: r.id, correct: r.status ? "status" : "stance" }), "aria-label": `Correct ${r.id}` }, "correct")] }] : []);

/* Ids of records of a document that were corrected, by its explanation. */
export const correctedIn = (x) => new Set(x.lines.filter((l) => l.what === "corrected").map((l) => l.text.split(": ")[0]));

/* What lines of an explanation a person has put right. */
const LINES = { date: "when", mode: "type" };
export const correctedLines = (x) => new Set(x.lines.filter((l) => l.what === "corrected").map((l) => l.text.split(" = ")[0])
  .map((f) => LINES[f] || f));

/* ---- a claim ---- */

const claimOf = (x) => (x.lines.map((l) => (l.text || "").match(/[0-9a-z]{12}-c\d+/)).find(Boolean) || [])[0];

async function merge(view, claim, other, more) {
  const events = (await ask.rows("events", { claim: other, limit: 200 })).rows.map((e) => e.id);
  const now = claimOf((await change("merge", { claim, with: other, ...more })).record);
  tell(view, `Merged: the reports of ${other} are reports of this claim.`, events.length && events.length < 200 ?
    () => split(view, now, events, null, { note: "undone" }) : null, "positions", { claim: now });
}

/* rest: a report that is left. */
async function split(view, claim, events, rest, more) {
  const now = claimOf((await change("split", { claim, events, ...more })).record);
  const left = rest && (await ask.explain(rest).then(claimOf, () => null));
  tell(view, `Split: ${events.length === 1 ? "one report is" : events.length + " reports are"} a claim of their own.`,
    left ? () => merge(view, left, now, { note: "undone" }) : null, "positions", { claim: now });
}

/* Forms for a claim and its reports. */
export async function claimForms(view, claim, reports) {
  if (!view.editing) return null;
  const near = (await ask.rows("claims", { type: claim.type, limit: 100 })).rows.filter((c) => c.id !== claim.id);
  const boxes = reports.map((e) => h("label", { class: "check" }, h("input", { type: "checkbox", name: "event", value: e.id }), `${e.id} ${e.publisher || ""} ${e.document_date || ""}`));
  return h("section", { "aria-label": "Correct this claim" },
    form("Merge with another claim", false, (given, more) => merge(view, claim.id, given.get("with").trim(), more), "Merge",
      labelled("Other claim of the same event", choosing("with", "", near.map((c) => [c.id, `${c.date || "undated"} · ${what(c)}`]),
        { required: true, pattern: "\\s*[0-9a-z]{12}-c[0-9]+\\s*", title: "id of a claim, such as 2hgtt147pa2f-c10" }))),
    reports.length > 1 ? form("Split this claim", false, (given, more) => split(view, claim.id, given.getAll("event"),
      (reports.find((e) => !given.getAll("event").includes(e.id)) || {}).id, more), "Split",
    h("fieldset", null, h("legend", null, "Reports of another event"), boxes)) : null);
}
