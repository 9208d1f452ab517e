/* Codes of actors in words. */
import names from "names.json";

/* "BLRMIL": "Belarus, armed forces"; several with commas between them; null where nothing of it is known. */
export function spelt(codes) {
  const blocks = (code) => (code.match(/.{1,3}/g) || []).map((b) => names[b] || b).join(", ");
  const all = [...new Set((codes || "").split(",").filter(Boolean))];
  return all.some((code) => names[code.slice(0, 3)]) ? all.map(blocks).join("; ") : null;
}

/* Who does what to whom, of a row with codes on both sides. */
export const speltSides = (r) => [r.actor, r.recipient].map(spelt).filter(Boolean).join(" → ") || null;
