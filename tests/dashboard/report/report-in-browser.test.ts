/** The page in a real browser: it asks for nothing, runs nothing, fits every screen and prints. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reportHtml } from "../../../dashboard/report/report-html.ts";
import { FAINT_TEXTS, SIDEWAYS, findChromium } from "../../support/browser.ts";
import { makeDirectory, removeDirectory } from "../../support/run-directory.ts";
import { HOSTILE } from "./hostile-text.ts";
import { reportParts } from "./report-parts.ts";

const executablePath = findChromium();

it.runIf(executablePath === null)(
  "the report was not opened: there is no Chromium; name one in HINDCAST_CHROMIUM",
  () => {
    expect(findChromium()).toBeNull();
  },
);

describe.skipIf(executablePath === null)("the report in a browser", () => {
  let directory = "";
  let browser: Browser | null = null;
  let page: Page;
  const requests: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    directory = makeDirectory();
    const file = join(directory, "report.html");
    const { evaluation, curves } = reportParts(HOSTILE);
    // Cards are alike: a few of them tell as much, in less time.
    const worst = evaluation.worst.slice(0, 2);
    writeFileSync(file, reportHtml({ evaluation: { ...evaluation, worst }, curves }));
    browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    await page.goto(pathToFileURL(file).href);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    removeDirectory(directory);
  });

  it("asks for the document and nothing else, and complains of nothing", () => {
    expect(requests).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it("lets its own style in", async () => {
    const family = await page.evaluate(`getComputedStyle(document.querySelector("h1")).fontFamily`);
    expect(family).toContain("Georgia");
  });

  it("runs no text of the run", async () => {
    expect(await page.evaluate(`globalThis.hacked === undefined`)).toBe(true);
    expect(await page.locator("script, img, iframe, main a, [onerror], [onfocus]").count()).toBe(0);
    expect(await page.title()).toContain("<script>");
  });

  it("names every picture and says what it shows", async () => {
    const bare = await page.evaluate(
      `[...document.querySelectorAll("svg")].filter((svg) => !svg.querySelector(":scope > title")?.textContent || !svg.querySelector(":scope > desc")?.textContent).length`,
    );
    expect(bare).toBe(0);
    expect(await page.locator("svg[role=img]").count()).toBe(12);
  });

  it("has one heading of the first rank, and none that skips one", async () => {
    const ranks = await ranksOf(page);
    expect(ranks.filter((rank) => rank === 1)).toEqual([1]);
    expect(skippedRanks(ranks)).toEqual([]);
  });

  it.each([360, 768, 1280])("does not scroll sideways at %i pixels", async (width) => {
    await page.setViewportSize({ width, height: 800 });
    expect(await page.evaluate(SIDEWAYS)).toBe(0);
  });

  it("gives the keyboard whatever scrolls, with a name", async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    const unreachable = await page.evaluate(
      `[...document.querySelectorAll("main *")].filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX) && (element.tabIndex !== 0 || !element.getAttribute("aria-label"))).length`,
    );
    expect(unreachable).toBe(0);
  });

  it.each(["light", "dark"] as const)(
    "has text that stands out from its ground, %s",
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const faint = await page.evaluate(FAINT_TEXTS);
      expect(faint).toEqual([]);
    },
  );

  it("would see faint text, a skipped heading and a page too wide", async () => {
    const other = await (browser ?? raise()).newPage({ viewport: { width: 360, height: 800 } });
    await other.setContent(
      `<body style="color: #999; background: #fff"><p>faint</p><h1>a</h1><h3>b</h3><div style="width: 400px">x</div>`,
    );
    expect(await other.evaluate(FAINT_TEXTS)).toEqual([
      "P. 2.85",
      "H1. 2.85",
      "H3. 2.85",
      "DIV. 2.85",
    ]);
    expect(skippedRanks(await ranksOf(other))).toEqual([3]);
    expect(await other.evaluate(SIDEWAYS)).toBeGreaterThan(0);
    await other.close();
  });

  it("prints", async () => {
    await page.emulateMedia({ colorScheme: "light" });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(5);
  });
});

/** Ranks of the headings in order. */
function ranksOf(page: Page): Promise<number[]> {
  return page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((headings) => headings.map(({ nodeName }) => Number(nodeName.slice(1))));
}

/** Those that stand more than one rank below the heading before. */
function skippedRanks(ranks: readonly number[]): readonly number[] {
  return ranks.filter((rank, at) => rank > (ranks[at - 1] ?? 0) + 1);
}

function raise(): never {
  throw new Error("no browser");
}
