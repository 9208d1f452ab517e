/* What a view costs in a browser: page.js ADDRESS SERVER-PID HASH
 *
 * Prints a line of JSON: milliseconds of processor time of the server, of the page's main thread, and by the clock, from the address to
 * the view drawn: asked directly by a page that was just opened elsewhere, and once more; "paint" is the first paint of the page. */
const fs = require("fs");
const [address, pid, hash] = process.argv.slice(2);

/* Of all its threads; one that ends is lost, and the server's do not end. */
const server = () => fs.readdirSync(`/proc/${pid}/task`).reduce((ms, t) => ms + Number(fs.readFileSync(`/proc/${pid}/task/${t}/schedstat`, "utf8").split(" ")[0]) / 1e6, 0);

async function look(page, cdp, to) {
  const main = async () => (await cdp.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
  const [s, m] = [server(), await main()];
  const clock = await page.evaluate((at) => new Promise((done) => {
    const begun = performance.now(), box = document.querySelector("main");
    new MutationObserver((_, o) => !box.hasAttribute("aria-busy") && (o.disconnect(), requestAnimationFrame(() => done(performance.now() - begun))))
      .observe(box, { attributes: true, attributeFilter: ["aria-busy"] });
    location.hash = at;
  }), to);
  const used = { server: server() - s, page: (await main()) - m, clock };
  await page.waitForTimeout(400); // what is told behind it belongs to it no more
  return used;
}

async function main() {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage(), cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  await page.goto(address + "#/search");
  await page.waitForSelector("main .hint");
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  await page.waitForTimeout(Number(process.env.SAYSO_PAGE_WAIT || 0)); // for what the page does when nobody asks
  const first = await look(page, cdp, hash);
  await look(page, cdp, "#/search");
  const again = await look(page, cdp, hash);
  console.log(JSON.stringify({ paint, first, again }));
  process.exit(0); // the browser goes with it
}

main().catch((e) => (console.error(e), process.exit(1)));
