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

const pause = (seconds, signal) => new Promise((done, left) => {
  const timer = setTimeout(done, 1000 * seconds);
  signal.addEventListener("abort", () => (clearTimeout(timer), left(signal.reason)));
});

/* Questions that wait for another writer of the ledger; what the reader is told of it. */
let waiting = 0;
function wait(more) {
  waiting += more;
  document.getElementById("busy").textContent = waiting ? "Another program is writing the ledger. This goes on by itself when it is done." : "";
}

/* An answer of the server. While another program writes the ledger it says (503) when to ask again, `tries` times at most. */
export async function http(path, options = {}, tries = Infinity) {
  const signal = options.signal || asking.signal;
  for (let n = 1; ; n++) {
    const answer = await fetch("api/" + path, { ...options, signal });
    const body = await answer.json();
    if (answer.ok) return body;
    if (answer.status !== 503 || n >= tries) throw new Error(body.error || answer.statusText);
    wait(1);
    await pause(answer.headers.get("Retry-After") || 2, signal).finally(() => wait(-1));
  }
}

const get = (path, parameters) => http(path + query(parameters));

const served = {
  about: () => get("about", {}),
  /* { rows, after } of a list; parameters are those of the program's filters. */
  rows: (list, parameters) => get("rows/" + list, parameters),
  explain: (id) => get("explain", { id }),
  document: (id) => get("document", { id }),
  /* A link's attributes for the whole list in a format. */
  file: (list, format, parameters) => ({ href: `api/file/${list}.${format}` + query(parameters), download: true }),
};

export const ask = globalThis.sayso && globalThis.sayso.ask ? globalThis.sayso.ask : served;
export const filesOnly = ask !== served;
