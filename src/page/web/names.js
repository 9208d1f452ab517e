/* What codes of actors stand for: countries, roles, bodies, regions. build.py runs it when the page is built. */
import countries from "countries.tsv";
import roles from "roles.tsv";

const rows = (text) => text.split("\n").filter((l) => l && l[0] !== "#").map((l) => l.split("\t"));
const regions = new Intl.DisplayNames(["en"], { type: "region" });
console.log(JSON.stringify(Object.fromEntries([...rows(roles).map((r) => [r[0], r[3]]), ...rows(countries).filter((r) => r[1].length === 2).map((r) => [r[0], regions.of(r[1])])])));
