/* What the views ask first, before anything is filtered: build.py runs it when the page is built and puts it into the program, which
 * answers it before somebody looks (ready.c). 1970-01-01 stands for a year before the last day of the ledger (page.h). */
import { positions } from "./positions.js";
import { stories } from "./stories.js";
import { disputes } from "./disputes.js";
import { timeline } from "./timeline.js";
import { map } from "./map.js";
import { network } from "./network.js";

async function first() {
  const views = [positions, stories, disputes, timeline, map, network], all = [["totals", {}]];
  globalThis.fetch = async () => ({ ok: true, json: async () => ({ rows: [{ last: "1971-01-01" }] }) });
  for (const view of views) all.push(...(await view.asks({}, null)));
  all.push(...(await timeline.asks({}, {}))); // what its controls lead to
  console.log(JSON.stringify(all));
}

first();
