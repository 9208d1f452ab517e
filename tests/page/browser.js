/* The page in a browser: browser.js HTTP-ADDRESS FILE-ADDRESS
 *
 * Every view, over HTTP and from files: is it drawn, has it a table, does axe find a violation, does
 * report text become markup, does it fit a phone, can it be used by keyboard. Prints how long it takes.
 * SAYSO_SHOTS names a folder for screenshots. */
const { check, ready, violations, run } = require("./tools.js");
const [served, files] = process.argv.slice(2), shots = process.env.SAYSO_SHOTS;

async function open(page, address) {
  await page.goto("about:blank");
  await page.goto(address);
  await ready(page);
}

/* The first address in the page that matches. */
const first = (page, part) => page.evaluate((p) => {
  const a = [...document.querySelectorAll("main a")].find((x) => x.getAttribute("href") && x.getAttribute("href").includes(p));
  return a ? a.getAttribute("href") : null;
}, part);

async function views(page, base) {
  await open(page, base + "#/positions");
  const claim = (await first(page, "claim=")) || "#/positions";
  await open(page, base + claim);
  const id = await first(page, "why?id="), document = await first(page, "document?");
  return { positions: "#/positions", track: claim, why: id, document, hostile: "#/document?document=hostile",
    search: "#/search?words=mil", stories: "#/stories", story: claim.replace("positions", "stories"), disputes: "#/disputes",
    timeline: "#/timeline?span=day&by=quad", map: "#/map", network: "#/network", filtered: "#/positions?type=ASSAULT&since=2001-01-02&actor=RUS" };
}

async function look(page, base, name, hash, where) {
  const at = `${where} ${name}`;
  await open(page, base + hash);
  check(`${at}: nothing is told to be wrong: ${await page.locator("[role=alert]").allTextContents()}`, !(await page.locator("[role=alert]").count()));
  check(`${at} has a table of its data`, (await page.locator("main table tbody tr").count()) > 0);
  await page.waitForFunction(() => document.querySelector(".rests"), null, { timeout: 60000 }).catch(() => {});
  check(`${at} says on how much it rests`, /independent report/.test(await page.locator(".rests").textContent().catch(() => "")));
  check(`${at}: axe finds nothing`, !(await violations(page, at, { resultTypes: ["violations"] })));
  check(`${at}: no forms to correct`, !(await page.locator(".edit, .button").count()));
  check(`${at}: no markup of a report`, await page.evaluate(() => window.hacked === undefined && !document.querySelector("main script, main img, [href^=javascript]")));
  if (shots) await page.screenshot({ path: `${shots}/${where}-${name}.png`, fullPage: false });
}

async function fits(browser, base, all, where) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: "dark", bypassCSP: true });
  const page = await context.newPage();
  for (const [name, hash] of Object.entries(all)) {
    await open(page, base + hash);
    check(`${where} ${name} fits a phone`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    check(`${where} ${name} can be read in the dark`, !(await violations(page, `dark ${name}`, { runOnly: ["color-contrast"] })));
    if (shots) await page.screenshot({ path: `${shots}/phone-${where}-${name}.png` });
  }
  await context.close();
}

/* On a phone what reports say stands below what it belongs to, not far to the right; the map grows towards where most is, and back. */
async function small(browser, base, where) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } }), page = await context.newPage();
  await open(page, base + "#/positions");
  check(`${where}: rows of a phone are cards`, await page.locator("table.told").evaluate((t) => t.scrollWidth <= innerWidth && [...t.querySelectorAll("tbody tr")].every((r) =>
    r.querySelector(".words").getBoundingClientRect().top >= r.querySelector("th").getBoundingClientRect().bottom)));
  await open(page, base + "#/map");
  const box = page.locator(".map"), dot = page.locator(".map .dot").first(), size = async () => (await dot.boundingBox()).width;
  const wide = () => box.evaluate((b) => b.scrollWidth), [was, before] = [await size(), await wide()];
  for (let i = 0; i < 2; i++) await page.getByRole("button", { name: "Closer" }).press("Enter");
  check(`${where}: the map is closer`, (await wide()) > 3 * before);
  check(`${where}: its dots keep their size`, Math.abs((await size()) - was) < 1);
  const [b, d] = [await box.boundingBox(), await dot.boundingBox()];
  check(`${where}: the place with most is in sight`, d.x > b.x && d.x + d.width < b.x + b.width && d.y > b.y && d.y + d.height < b.y + b.height);
  for (let i = 0; i < 3; i++) await page.getByRole("button", { name: "Farther" }).press("Enter");
  check(`${where}: the map is whole again`, Math.abs((await wide()) - before) < 2);
  await context.close();
}

/* Marks of a track tell their words when they have the focus; the address keeps filters. */
async function keyboard(page, base, all) {
  await open(page, base + all.track);
  const mark = page.locator(".mark").first();
  if (await mark.count()) {
    await mark.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    check("a mark with the focus shows its words", await page.locator(".mark:focus + .tip").isVisible());
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash.startsWith("#/why"));
    await ready(page);
    check("a mark leads to why", /^Why/.test(await page.locator("h1").textContent()));
    check("the heading has the focus", await page.evaluate(() => document.activeElement.tagName === "H1"));
  } else check("the first claim has a mark", false);
  await open(page, base + "#/positions");
  await page.locator("summary").click();
  await page.locator("input[name=actor]").fill("RUS");
  await page.locator("input[name=actor]").press("Enter");
  await page.waitForFunction(() => location.hash.includes("actor=RUS"));
  await ready(page);
  await page.locator("nav a", { hasText: "Disputes" }).click();
  await page.waitForFunction(() => location.hash.startsWith("#/disputes"));
  check("views keep the filters", (await page.evaluate(() => location.hash)).includes("actor=RUS"));
}

/* Where nothing fits every view says so, and leads back; codes are told in words. */
async function words(page, base, all, where) {
  for (const name of ["positions", "stories", "disputes", "timeline", "map", "network"]) {
    await open(page, `${base}#/${name}?actor=QQQ`);
    check(`${where} ${name}: an empty view says why`, /fits the filters/.test(await page.locator("main").textContent()));
    check(`${where} ${name}: an empty view has no table and no download`, !(await page.locator("main table, .downloads").count()));
    check(`${where} ${name}: an empty view leads back`, (await page.locator("main a", { hasText: "Show all" }).getAttribute("href")) === `#/${name}`);
  }
  await open(page, base + all.track);
  check(`${where}: codes are told in words`, /[a-z]{4}/.test(await page.locator("p.spelt").textContent()) && (await page.locator(".who .spelt").first().textContent()) !== "");
}

/* What a view asks first has been asked ahead, and so is what the server has ready (web/first.js): by the same words. */
async function ahead(page, base) {
  const asked = new Set(), to = (r) => decodeURIComponent(r.url()).split("/api/")[1];
  const note = (r) => asked.add(to(r));
  page.on("request", note);
  await open(page, base + "#/timeline");
  await page.waitForTimeout(4000);
  page.off("request", note);
  const late = [], watch = (r) => /^rows/.test(to(r) || "") && !asked.has(to(r)) && late.push(to(r));
  page.on("request", watch);
  for (const hash of ["#/timeline?span=day", "#/timeline?by=actor,recipient", "#/positions", "#/stories", "#/disputes", "#/map", "#/network"]) {
    await page.evaluate((h) => (location.hash = h), hash);
    await page.waitForTimeout(100);
    await ready(page);
    await page.waitForFunction(() => document.querySelector(".rests"));
  }
  page.off("request", watch);
  check(`what is asked first was asked ahead, not ${late}`, !late.length);
}

/* First paint, and from a change of the address to the view drawn. */
async function times(browser, base, all) {
  const context = await browser.newContext(), page = await context.newPage();
  await page.goto(base);
  await ready(page);
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
  console.log(`first paint ${paint.toFixed(0)} ms`);
  for (const [name, hash] of Object.entries(all)) {
    const spent = [];
    for (let i = 0; i < 3; i++) {
      await page.evaluate(() => (location.hash = "#/search"));
      await ready(page);
      spent.push(await page.evaluate((to) => new Promise((done) => {
        const begun = performance.now(), main = document.querySelector("main");
        new MutationObserver(() => main.querySelector("h1") && !main.hasAttribute("aria-busy") && requestAnimationFrame(() => done(performance.now() - begun)))
          .observe(main, { attributes: true, attributeFilter: ["aria-busy"] });
        location.hash = to;
      }), hash));
    }
    console.log(`${name} ${Math.min(...spent).toFixed(0)} ms (first time ${spent[0].toFixed(0)})`);
  }
  await context.close();
}

async function all(browser) {
  for (const [where, base] of [["served", served], ["files", files]]) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 850 } }), page = await context.newPage();
    page.on("pageerror", (e) => check(`${where}: no error in a script: ${e.message}`, false));
    page.on("request", (r) => check(`${where}: nothing is asked elsewhere: ${r.url()}`, r.url().startsWith(where === "files" ? "file:" : served) || /^(about|data|blob):/.test(r.url())));
    const list = await views(page, base);
    for (const [name, hash] of Object.entries(list)) if (hash) await look(page, base, name, hash, where);
    check(`${where}: all views have an address`, Object.values(list).every(Boolean));
    await keyboard(page, base, list);
    await words(page, base, list, where);
    if (where === "served") await ahead(page, base);
    await fits(browser, base, list, where);
    await small(browser, base, where);
    if (where === "served") await times(browser, base, list);
    await context.close();
  }
}

run(all);
