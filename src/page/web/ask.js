/* What the page asks: of the server, or in a site of files of what site.js has (window.sayso). */

let asking = new AbortController();

/* What was asked for a view that is left is not waited for. */
export function leave() {
  asking.abort();
  asking = new AbortController();
}

function query(parameters) {
  const parts = [];
  for (const [k, v] of Object.entries(parameters))
    if (v !== null && v !== undefined && v !== "") parts.push(k + "=" + encodeURIComponent(v));
  return parts.length ? "?" + parts.join("&") : "";
}

async function get(path, parameters) {
  const answer = await fetch("api/" + path + query(parameters), { signal: asking.signal });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error || answer.statusText);
  return body;
}

const served = {
  about: () => get("about", {}),
  /* { rows, after } of a list; parameters are those of the program's filters. */
  rows: (list, parameters) => get("rows/" + list, parameters),
  explain: (id) => get("explain", { id }),
  document: (id) => get("document", { id }),
  /* A link's attributes for the whole list in a format. */
  file: (list, format, parameters) => ({ href: `api/file/${list}.${format}` + query(parameters), download: true }),
};

export const ask = window.sayso && window.sayso.ask ? window.sayso.ask : served;
export const filesOnly = ask !== served;
