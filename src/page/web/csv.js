/* Rows as CSV, JSON lines and GeoJSON, for a page that no server stands behind. The program's own
 * downloads come from the program. */

const text = (v) => (v === null || v === undefined ? "" : Array.isArray(v) ?
  v.map((x) => (x && typeof x === "object" ? JSON.stringify(x) : x)).join("\n") : String(v));
const cell = (v) => (/[",\r\n]/.test(text(v)) ? '"' + text(v).replace(/"/g, '""') + '"' : text(v));

export function write(format, rows) {
  if (format === "jsonl") return rows.map((r) => JSON.stringify(r) + "\n").join("");
  if (format === "geojson")
    return JSON.stringify({ type: "FeatureCollection", features: rows.map((r) => ({ type: "Feature",
      geometry: typeof r.lat === "number" && typeof r.lon === "number" ?
        { type: "Point", coordinates: [r.lon, r.lat] } : null, properties: r })) });
  const names = rows.length ? Object.keys(rows[0]) : [];
  return [names, ...rows.map((r) => names.map((n) => r[n]))].map((r) => r.map(cell).join(",") + "\r\n").join("");
}
