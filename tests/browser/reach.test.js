// Everybody reaches everything: axe's rules in light and dark, a phone's width, the keyboard alone,
// and models of other tools.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { judged, launch, open, serve, shown } from "./open.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = {
  argument: ["", "[data-claim][data-verdict]"],
  claim: ["claim/not-only-weather", ".chart [aria-label=line] path"],
  chapters: ["chapter/1", ".chapter math"],
  explore: ["variable/virgin_soil_fertility", ".chart [aria-label=line] path"],
  map: ["map", ".map .node"],
  sector: ["map/1", ".map .node"],
  sources: ["sources", ".bibliography dt"],
  declarations: ["contest", "details.declared"],
  contest: ["contest/soil_exhaustion", ".cm-content"],
  scenarios: ["scenarios?off=maize", "h1"],
};

let server, browser;
before(async () => { server = await serve("books/khrushchev"); browser = await launch(); });
after(async () => { await browser.close(); await server.end(); });

for (const theme of ["light", "dark"]) {
  test(`axe finds nothing in any view, ${theme}`, async () => {
    const page = await open(browser, server.address, { colorScheme: theme, bypassCSP: true });
    const found = [];
    for (const [name, [address, ready]] of Object.entries(VIEWS)) {
      await page.goto(`${server.address}/#/${address}`);
      await shown(page, ready);
      if (name === "argument") await page.getByRole("button", { name: "Levers" }).click();
      await page.evaluate(AXE);
      // Equations are groups of links (`math` would hide the links from some readers); axe knows no
      // such use of MathML.
      const { violations } = await page.evaluate(() => globalThis.axe.run({ rules: { "aria-allowed-role": { enabled: false } }, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }));
      found.push(...violations.map((one) => `${name}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`));
    }
    assert.deepEqual(found, []);
    await page.context().close();
  });
}

test("no view is wider than a phone", async () => {
  const page = await open(browser, server.address, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  for (const [name, [address, ready]] of Object.entries(VIEWS)) {
    await page.goto(`${server.address}/#/${address}`);
    await shown(page, ready);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${name} is ${over} pixels too wide`);
  }
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("the keyboard alone opens a claim and pulls a lever", async () => {
  const page = await open(browser, server.address);
  await judged(page);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the page");
  const tabTo = async (selector) => {
    for (let at = 0; at < 200; at += 1) {
      if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the keyboard does not reach ${selector}`);
  };
  await tabTo(".bar .tools button");
  await page.keyboard.press("Enter");
  await tabTo(".levers input[role=switch]");
  await page.keyboard.press("Space");
  await page.waitForSelector(".changes-strip .chip");
  await page.keyboard.press("Escape");
  await page.waitForSelector(".levers", { state: "detached" });
  await page.locator(".skip").focus();
  await tabTo("a.row[data-claim]");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".test .in-words");
  assert.equal(await page.evaluate(() => document.activeElement.id), "page-main");
  await page.context().close();
});

const MDL = `{UTF-8}
Teacup Temperature = INTEG(-Heat Loss to Room, 180)
	~	Degrees
	~	It was poured hot.
	|
Heat Loss to Room = (Teacup Temperature - Room Temperature) / Characteristic Time
	~	Degrees/Minute
	~	|
Room Temperature = 70
	~	Degrees
	~	|
Characteristic Time = 10
	~	Minutes
	~	|
INITIAL TIME = 0 ~ Minutes ~|
FINAL TIME = 30 ~ Minutes ~|
TIME STEP = 0.125 ~ Minutes ~|
SAVEPER = TIME STEP ~ Minutes ~|
`;

const XMILE = `<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>nobody</vendor><product version="1">by hand</product></header>
<sim_specs method="Euler" time_units="Minute"><start>0</start><stop>30</stop><dt>0.125</dt></sim_specs>
<model><variables>
<stock name="Teacup Temperature"><eqn>180</eqn><outflow>Heat_Loss_to_Room</outflow><units>degrees</units></stock>
<flow name="Heat Loss to Room"><eqn>(Teacup_Temperature - Room_Temperature) / Characteristic_Time</eqn><units>degrees/minute</units></flow>
<aux name="Room Temperature"><eqn>70</eqn><units>degrees</units></aux>
<aux name="Characteristic Time"><eqn>10</eqn><units>minute</units></aux>
</variables></model></xmile>
`;

for (const [name, text] of [["teacup.mdl", MDL], ["teacup.xmile", XMILE]]) {
  test(`a model of another tool opens, runs, is moved and contested: ${name}`, async (t) => {
    const served = await serve(name, text);
    t.after(() => served.end());
    const page = await open(browser, served.address);
    const chart = "[data-chart='Teacup Temperature']";
    await page.waitForSelector(`${chart} [aria-label=line] path`);
    assert.equal(await page.getByRole("link", { name: "The argument" }).count(), 0);
    assert.match(await page.locator(`${chart} .plot`).getAttribute("aria-label"), /the run: 180 at 0, 75\.\d+ at 30/);
    await page.locator(`${chart} .pointed`).focus();
    await page.keyboard.press("End");
    assert.match(await page.locator(".tip").innerText(), /^30\n/);
    await page.getByRole("button", { name: "Levers" }).click();
    await page.getByRole("slider", { name: "Characteristic Time" }).fill("20");
    await page.waitForSelector(`${chart} .legend li:has-text('your run')`);
    assert.doesNotMatch(await page.locator(".changes-strip").innerText(), /running|flip/);
    await page.goto(`${served.address}/#/map`);
    await page.waitForSelector(".map .node.stock");
    await page.goto(`${served.address}/#/contest/heat_loss_to_room`);
    await page.waitForSelector(".cm-content");
    const source = await page.locator(".cm-content").innerText();
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(source.replace("/ Characteristic", "/ Characteristik"));
    await page.waitForSelector(".findings li.error");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(source.replace("/ Characteristic", "* 0 / Characteristic"));
    await page.waitForSelector("[role=status]:has-text('It can be run')");
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}
