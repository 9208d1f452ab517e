/* Correcting in a browser: edit.js ADDRESS-WITH-TOKEN RECORD WITHDRAWN-DOCUMENT */
const { check, ready, violations, run } = require("./tools.js");
const [address, record, taken] = process.argv.slice(2), base = address.split("#")[0], shots = process.env.SAYSO_SHOTS;

async function clean(page, name) {
  check(`${name}: axe finds nothing`, !(await violations(page, name, { resultTypes: ["violations"] })));
  check(`${name}: no markup of a report or note`, await page.evaluate(() => window.hacked === undefined && !document.querySelector("main script, main img, main td b")));
  check(`${name} fits a phone`, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  if (shots) await page.screenshot({ path: `${shots}/edit-${name}.png`, fullPage: true });
}

const open = async (page, hash) => {
  await page.evaluate((to) => {
    document.querySelector("main").replaceChildren(); // so that the next heading is of the next view
    location.hash = to;
  }, hash);
  await ready(page);
};
/* What was done is told, in the view that shows it. */
async function said(page, words) {
  await page.waitForSelector(`.saved:has-text("${words}")`);
  await ready(page);
}
const status = (page) => page.locator("tbody tr", { has: page.locator("th", { hasText: /^status/ }) });

/* Chooses a status by keyboard alone, and saves it. */
async function choose(page, value) {
  await page.locator("summary", { hasText: "Correct this event" }).focus();
  if (!(await page.locator("select[name=field]").isVisible())) await page.keyboard.press("Enter");
  await page.locator("select[name=field]").selectOption("status");
  await page.locator("select[name=value]").selectOption(value);
  await page.locator("details[open] input[name=by]").fill("<b>Eve</b>");
  await page.keyboard.press("Enter");
  await said(page, `is ${value},`);
}

async function correcting(page) {
  await open(page, `#/document?document=${record.split("-")[0]}`);
  await clean(page, "document");
  await page.locator(`a[aria-label='Correct ${record}']`).click();
  await page.waitForSelector("select[name=field]");
  await ready(page);
  check("the form is open", await page.locator("select[name=field]").isVisible());
  await clean(page, "form");
  await choose(page, "future");
  check("what was done has the focus", await page.evaluate(() => document.activeElement.classList.contains("saved")));
  check("the new status is shown as corrected", /future/.test(await status(page).textContent()) && (await status(page).locator(".corrected").count()) === 1);
  await clean(page, "saved");
  await page.locator("button", { hasText: "Undo" }).click();
  await said(page, "Taken back: status is future");
  check("undone, it is what it was", /denied/.test(await status(page).textContent()));
  await choose(page, "hypothetical");
  const history = page.locator(".corrections"), back = (what) => history.locator(`button[aria-label='Take back: ${what}']`);
  const told = await history.locator("li", { hasText: "status" }).allTextContents();
  check(`all that was read, corrected and taken back is told: ${told.join("|")}`, told.length === 4 && /read as actual/.test(told[0]) &&
    /corrected to denied .*Eve/.test(told[1]) && /taken back: future/.test(told[2]) && /corrected to hypothetical .*<b>Eve<.b>/.test(told[3]));
  check("what stands can be taken back, what stands behind it not", (await back("status is hypothetical").count()) === 1 && !(await back("status is denied").count()));
  await clean(page, "history");
  await back("status is hypothetical").focus();
  await page.keyboard.press("Enter");
  await said(page, "Taken back: status is hypothetical");
  check("taken back, the one before stands again", /denied/.test(await status(page).textContent()) && (await back("status is denied").count()) === 1);
  await choose(page, "hypothetical");
  await open(page, `#/document?document=${record.split("-")[0]}`);
  check("the document tells what was corrected", (await page.locator("td .corrected").count()) === 1);
}

/* An attribution is taken out, and taken back: at once, on the page of the document, on its own. */
async function withdrawing(page) {
  const key = record.split("-")[0], id = await page.evaluate(async (k) => (await (await fetch(`api/rows/attributions?document=${k}`)).json()).rows[0].id, key);
  const shown = () => page.locator(`a[aria-label='Correct ${id}']`).count();
  const back = () => page.locator(`button[aria-label='Take back: ${id} is withdrawn']`);
  const withdraw = async () => {
    await open(page, "#/search"); // where it may be from the last time
    await open(page, `#/why?id=${id}`);
    await page.locator("summary", { hasText: "Withdraw this attribution" }).click();
    await page.locator("details[open] input[name=note]").fill("<b>a rehearsal</b>");
    await page.locator("button", { hasText: "Withdraw it" }).click();
    await said(page, `Withdrawn: ${id}.`);
    check("what is withdrawn is in no table", !(await shown()));
  };
  await withdraw();
  check("the document tells of it, and why", /<b>a rehearsal<.b>/.test(await page.locator("section[aria-labelledby=withdrawn]").textContent()));
  await clean(page, "withdrawn");
  await page.locator("button", { hasText: "Undo" }).click();
  await said(page, `Taken back: ${id}`);
  await withdraw();
  await back().focus();
  await page.keyboard.press("Enter");
  await said(page, `Taken back: ${id}`);
  check("its page is there again", (await page.locator("h1").textContent()) === `Why attribution ${id}`);
  await withdraw();
  await open(page, `#/why?id=${id}`);
  check("its page tells that it was withdrawn", (await page.locator("h1").textContent()) === `Why ${id} is not there`);
  await clean(page, "gone");
  await back().click();
  await said(page, `Taken back: ${id}`);
  await open(page, `#/document?document=${key}`);
  check("the document has it, and no list of what is withdrawn", (await shown()) === 1 && !(await page.locator("section[aria-labelledby=withdrawn]").count()));
}

/* A document that was taken out on the command line comes back by its page. */
async function documentBack(page) {
  const gone = `Why ${taken} is not there`;
  await open(page, `#/document?document=${taken}`);
  check("a withdrawn document's page tells that it is", (await page.locator("h1").textContent()) === gone);
  await open(page, `#/why?id=${taken}-e0`);
  check("so do those of its records", (await page.locator("h1").textContent()) === `Why ${taken}-e0 is not there`);
  await open(page, `#/why?id=${taken}`);
  check("its own, too", (await page.locator("h1").textContent()) === gone);
  await clean(page, "gone-document");
  await page.locator(`button[aria-label='Take back: ${taken} is withdrawn']`).click();
  await said(page, `Taken back: ${taken}`);
  await open(page, `#/document?document=${taken}`);
  check("it is there again, with its records", (await page.locator("main th[scope=row]").count()) > 0);
}

/* What the server refuses is told where the form is, and nothing is lost of it. */
async function refused(page) {
  await open(page, `#/why?id=${record}&correct=date`);
  await page.locator("input[name=value]").fill("soon");
  await page.locator("button", { hasText: "Save" }).click();
  await page.waitForSelector(".edit .alert:not([hidden])");
  check("a refusal is told", /went wrong: it cannot be soon/.test(await page.locator(".edit .alert:not([hidden])").textContent()));
  check("and the form stays", (await page.locator("input[name=value]").inputValue()) === "soon");
}

async function claims(page) {
  await open(page, "#/positions?type=ASSAULT&status=actual");
  const ids = await page.evaluate(() => [...document.querySelectorAll("tbody th a")].map((a) => new URLSearchParams(a.hash.split("?")[1]).get("claim")));
  await open(page, `#/positions?claim=${ids[0]}`);
  await clean(page, "claim");
  const reports = () => page.locator("a[aria-label^='Correct ']").count();
  const n = await reports();
  await page.locator("summary", { hasText: "Merge" }).click();
  await page.locator("input[name=with]").fill(ids[1]);
  await page.locator("button", { hasText: "Merge" }).click();
  await said(page, "Merged");
  check("a merged claim has more reports", (await reports()) > n);
  await page.locator("summary", { hasText: "Split" }).click();
  await page.locator("input[name=event]").first().check();
  await clean(page, "split");
  await page.locator("button", { hasText: "Split" }).click();
  await said(page, "Split");
  check("a split one is alone", (await reports()) === 1);
}

run(async (browser) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } }), page = await context.newPage(), other = await context.newPage();
  page.on("pageerror", (e) => check(`no error in a script: ${e.message}`, false));
  page.on("request", (r) => check("the token is in no address", !r.url().includes(address.split("=")[1])));
  await other.goto(base + `#/why?id=${record}`);
  await ready(other);
  check("who has no token has no forms", !(await other.locator(".edit, .button").count()));
  await other.close();
  await page.goto(address);
  await ready(page);
  check("the token leaves the address", !(await page.evaluate(() => location.href)).includes("edit="));
  await correcting(page);
  await refused(page);
  await withdrawing(page);
  await documentBack(page);
  await claims(page);
});
