/* A ledger that another program writes: busy.js ADDRESS-WITH-TOKEN RECORD
 *
 * The page says that it waits, and goes on by itself. Asks the test by lines: "let go" of the ledger; "write" it, answered by a line. */
const { check, ready, violations, run } = require("./tools.js");
const [address, record] = process.argv.slice(2);

const answered = () => new Promise((done) => process.stdin.once("data", done));
const told = (page) => page.waitForFunction(() => document.getElementById("busy").textContent.includes("Another program"), null, { timeout: 60000 });
const quiet = (page) => page.waitForFunction(() => !document.getElementById("busy").textContent, null, { timeout: 60000 });

run(async (browser) => {
  const page = await browser.newPage();
  page.on("pageerror", (e) => check(`no error in a script: ${e.message}`, false));
  await page.goto(address);
  await told(page);
  check("what is told while it waits: axe finds nothing", !(await violations(page, "busy", { resultTypes: ["violations"] })));
  check("nothing is told to be wrong", !(await page.locator("[role=alert]").count()));
  console.log("let go");
  await page.waitForSelector("main tbody tr", { timeout: 60000 });
  await ready(page);
  await quiet(page);
  await page.evaluate((id) => (location.hash = `#/why?id=${id}&correct=status`), record);
  await page.waitForSelector("select[name=value]");
  await ready(page);
  await page.locator("select[name=value]").selectOption("future");
  console.log("write");
  await answered();
  await page.locator("button", { hasText: "Save" }).click();
  await told(page);
  check("the form stays while it waits", await page.locator("select[name=value]").isVisible());
  console.log("let go");
  await page.waitForSelector(".saved:has-text('is future,')", { timeout: 60000 });
  await quiet(page);
  process.stdin.destroy();
});
