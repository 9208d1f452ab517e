/* What both tests in a browser need. */
const fs = require("fs");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
let failed = 0;

exports.failed = () => failed;

exports.check = (what, holds) => {
  if (holds) return;
  failed++;
  console.log("FAILED:", what);
};

/* The view is drawn. */
exports.ready = async (page) => {
  await page.waitForSelector("main h1");
  await page.waitForFunction(() => !document.querySelector("main[aria-busy]"), null, { timeout: 60000 });
};

/* What axe finds; each is printed. */
exports.violations = async (page, at, options) => {
  await page.evaluate(axe);
  const found = await page.evaluate((o) => axe.run(document, o), options);
  for (const v of found.violations) console.log(`${at}: axe ${v.id}: ${v.nodes.length} times, ${v.nodes[0].html.slice(0, 120)} ${v.nodes[0].failureSummary}`);
  return found.violations.length;
};

/* Runs `all` with a browser, and ends with what it found. */
exports.run = async (all) => {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    await all(browser);
  } catch (e) {
    console.error(e);
    failed++;
  } finally {
    await browser.close();
  }
  process.exit(failed ? 1 : 0);
};
