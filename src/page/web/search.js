/* Search: reports by their words. */
import { ask } from "./ask.js";
import { h, link, table, many } from "./dom.js";

/* The words of the question in a sentence, made bold. Folding is the program's; this shows the
 * plain ones. */
function bold(sentence, words) {
  const fold = (s) => s.toLowerCase().normalize("NFC").replace(/ё/g, "е");
  const terms = words.split(/[\s"]+/).filter((w) => w && !w.startsWith("-")).map((w) => ({ text: fold(w.replace(/\*$/, "")), begins: w.endsWith("*") }));
  return sentence.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece, i) => i % 2 &&
    terms.some((t) => t.text && (t.begins ? fold(piece).startsWith(t.text) : fold(piece) === t.text)) ? h("mark", null, piece) : piece);
}

export async function search(view) {
  const words = view.parameters.words;
  const form = h("p", { class: "hint" }, "All words have to be there. word* is the beginning of one, \"two words\" stand side by side, -word must not be there.");
  if (!words) return { parts: [form], download: false, rests: h("p", null, "Write words into the field above.") };
  const found = await ask.rows("search", { words, ...view.filters, limit: 50, after: view.parameters.after });
  const independent = new Set(found.rows.map((r) => r.copy_of || r.key)).size;
  return { title: "Search: " + words, download: { words, ...view.filters }, rests: h("p", { class: "rests" },
    h("strong", null, many(found.rows.length, "report")), found.after ? " on this page" : "", found.rows.length === 1 ? " has the words; it rests on " : " have the words; they rest on ",
    h("strong", null, many(independent, "independent report")), "."), parts: [form,
    found.rows.length ? table("Reports that have the words", [
      { name: "Report", kind: "head", of: (r) => link("document", { document: r.key, at: Number.isInteger(r.start) ? `${r.start}-${r.end}` : null }, r.title || r.id) },
      { name: "Date", kind: "d", of: (r) => r.date }, { name: "Publisher", of: (r) => r.publisher },
      { name: "Sentence", kind: "words", of: (r) => (r.sentence ? bold(r.sentence, words) : null) },
      { name: "Reprint of", of: (r) => (r.copy_of ? link("document", { document: r.copy_of }, r.copy_of) : null) },
    ], found.rows) : h("p", null, "No report has all of them."), view.pager(view, found.after)] };
}
