// A server of a copy of a model, and a browser: what every test begins with.
import { chromium } from "playwright-core";
import { spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const COMMAND = process.env.INTERREGNUM ?? join(ROOT, "target/release/interregnum");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Serves a copy of a model of the repository, or a file of this text; gives its address, its path and
 * how to end it. */
export async function serve(model, text = null) {
  const folder = await mkdtemp(join(tmpdir(), "interregnum-"));
  const path = join(folder, basename(model));
  if (text === null) await cp(join(ROOT, model), path, { recursive: true }); else await writeFile(path, text);
  const server = spawn(COMMAND, ["serve", path, "--no-open", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, failed) => {
    let said = "";
    server.stdout.on("data", (data) => {
      said += data;
      const match = /http:\/\/\S+/.exec(said);
      if (match) found(match[0]);
    });
    server.on("exit", (code) => failed(new Error(`the server ended with ${code}: ${said}`)));
  });
  const end = async () => {
    server.removeAllListeners("exit");
    // A server that still writes keeps its folder from being removed.
    const ended = new Promise((done) => server.on("exit", done));
    if (server.kill()) await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { address, path, end, processor: () => processor(server.pid) };
}

/** Milliseconds of processor time that a process has used, all its threads together; none where the
 * system does not tell. */
async function processor(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => null);
  // Fields 14 and 15 in ticks of a hundredth of a second; the name before them may hold blanks.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields ? (Number(fields[11]) + Number(fields[12])) * 10 : null;
}

export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });

/** A page that keeps what it complains of in `page.complaints`. */
export async function open(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  await page.goto(address);
  return page;
}

/** Waits for something; charts are drawn when they come near to what is seen, so they are gone to. */
export async function shown(page, selector) {
  if (selector.includes(".chart")) {
    await page.waitForSelector(".chart .plot");
    await page.locator(".chart").first().scrollIntoViewIfNeeded();
  }
  await page.waitForSelector(selector);
}

/** Every claim has its verdict, by the single run at least. */
export const judged = (page) => page.waitForFunction(() => document.querySelectorAll("[data-claim][data-verdict]").length > 0);

/** Makes an ensemble short enough for a test: the book's own takes as long as it takes. */
export const few = (page, members) => page.route("**/api/book", async (route) => {
  const response = await route.fetch();
  route.fulfill({ response, json: { ...(await response.json()), members } });
});
