/** The dashboard's page in a real browser, over a real server and real runs. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TEXT_FIELDS } from "../../../data/row.ts";
import { amount, percent } from "../../../dashboard/report/words.ts";
import { visibleText } from "../../../dashboard/report/visible-text.ts";
import type { RunSeries } from "../../../dashboard/wire/api.ts";
import { FAINT_TEXTS, SIDEWAYS } from "../../support/browser.ts";
import { HOSTILE } from "../report/hostile-text.ts";
import { type ShownRuns, showRuns } from "./shown-runs.ts";
import { HAS_BROWSER, type VisitedPage, visit } from "./visited-page.ts";

describe.skipIf(!HAS_BROWSER)("the dashboard in a browser", () => {
  let runs: ShownRuns;
  let visited: VisitedPage;
  let page: VisitedPage["page"];
  let open: VisitedPage["open"];
  let opened: VisitedPage["opened"];
  let counted: VisitedPage["counted"];
  let requests: string[];
  let complaints: string[];

  beforeAll(async () => {
    runs = await showRuns();
    visited = await visit(runs.served.url);
    ({ page, requests, complaints, open, opened, counted } = visited);
  }, 30_000);
  beforeEach(() => {
    requests.length = 0;
    complaints.length = 0;
  });
  afterAll(async () => {
    await visited?.close();
    await runs?.close();
  });

  it("asks its own server for all that it needs, and complains of nothing", async () => {
    await open(`run=${runs.ids.plain}&row=30`);
    await page.locator(".panel .rationale").waitFor();
    expect(requests.filter((url) => !/^(?:about|data):/.test(url))).not.toEqual([]);
    expect(
      requests.filter((url) => !url.startsWith(runs.served.url) && !/^(?:about|data):/.test(url)),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.locator("style, [onclick]").count()).toBe(0);
  });

  it("says what was decided, what followed, and which numbers of the rationale hold", async () => {
    await open(`run=${runs.ids.plain}&row=30`);
    expect(await opened()).toBe("Row 30");
    const verdicts = await page.locator(".panel .rationale .verdict").allInnerTexts();
    expect(verdicts.length).toBeGreaterThan(0);
    expect(await page.locator(".panel .rationale .spoken").first().textContent()).toBe(
      " (supported)",
    );
    expect(await page.locator(".panel .spark").count()).toBeGreaterThan(0);
    expect(await page.locator(".simulated").innerText()).toContain("not a language model");
  });

  it("shows hostile text of every column as text", async () => {
    await open(`run=${runs.ids.hostile}&row=6`);
    await page.locator(".panel .news").first().waitFor();
    const shown = await page.locator(".panel .news pre").allTextContents();
    expect(shown).toEqual(TEXT_FIELDS.map((field) => visibleText(`${HOSTILE} ${field}`)));
    const whole = (await page.locator(".panel").textContent()) ?? "";
    // Rationale, id cited, quote, remark, and the news: each whole.
    expect(whole.split("globalThis.hacked = true</script>").length).toBeGreaterThan(
      TEXT_FIELDS.length + 4,
    );
    for (const summary of await page.locator(".panel summary").all()) await summary.click();
    expect(await page.evaluate("globalThis.hacked === undefined")).toBe(true);
    const foreign =
      "#page script, #page img, #page iframe, #page meta, [onerror], [onfocus], [onload]";
    expect(await page.locator(foreign).count()).toBe(0);
    expect(
      await page
        .locator("a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
    ).toEqual(["https://www.tradingview.com/"]);
    expect(complaints).toEqual([]);
  });

  it("opens the decision that is clicked, in the list and on the chart", async () => {
    await open(`run=${runs.ids.plain}`);
    await page
      .locator(".list .row", { hasText: /^3\d{4}/ })
      .first()
      .click();
    expect(await opened()).toBe("Row 3");
    expect(new URL(page.url()).hash).toContain("row=3");
    const box = await page.locator(".chart").boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 40);
    await page.waitForFunction(`!location.hash.endsWith("row=3")`);
    expect(Number((await opened()).slice(4))).toBeGreaterThan(20);
  });

  it("is walked by keys", async () => {
    await open(`run=${runs.ids.plain}&row=10`);
    for (const key of ["j", "j", "ArrowDown", "k"]) await page.keyboard.press(key);
    await expect.poll(opened).toBe("Row 12");
    await page.keyboard.press("/");
    await page.keyboard.type("41");
    await page.keyboard.press("Enter");
    await expect.poll(opened).toBe("Row 41");
    await page.locator(".row.open").waitFor();
    await page.keyboard.press("?");
    await page.locator("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "hidden" });
    expect(await opened()).toBe("Row 41");
    for (const [theme, shade] of [
      ["light", "light"],
      ["dark", "dark"],
      ["auto", "light"],
    ]) {
      await page.keyboard.press("t");
      await page.getByText(`Theme: ${theme}`).waitFor();
      await page.locator(`html[data-shade=${shade}]`).waitFor({ state: "attached" });
    }
    await page.keyboard.press("Escape");
    await expect.poll(() => page.locator(".panel h2").count()).toBe(0);
  });

  it("filters, says how many rows pass, and keeps the filter in its address", async () => {
    await open(`run=${runs.ids.plain}`);
    const chip = page.locator(".chip", { hasText: "disagree" });
    const count = Number((await chip.innerText()).match(/\d+/)?.[0]);
    expect(count).toBeGreaterThan(0);
    await chip.click();
    await expect.poll(counted).toBe(`${count} of 60 rows`);
    expect(new URL(page.url()).hash).toContain("disagreement");
    expect(await page.locator(".row:not(.head)").count()).toBeLessThanOrEqual(count);
    await page.locator(".plain").click();
    await expect.poll(counted).toBe("60 rows");
  });

  it("tells in sentences what its charts show, and keeps them in step", async () => {
    await open(`run=${runs.ids.plain}`);
    const chart = page.getByRole("img", { name: /^Charts of plain: price with decisions/ });
    const text = page.locator(`[id="${await chart.getAttribute("aria-describedby")}"]`);
    const told = (): Promise<string> => text.innerText();
    await expect.poll(told).toContain("In sight: all 60 rows, 0 to 59,");
    const answer = await page.request.get(`${runs.served.url}api/runs/${runs.ids.plain}/series`);
    const series: RunSeries = await answer.json();
    expect(await told()).toContain(`first ${amount(series.close[0] ?? 0)}, last`);
    const buys = series.action.filter((action) => action === 1).length;
    expect(await told()).toContain(`Decisions marked: ${buys} buy, ${60 - buys} sell,`);
    const [agent] = series.equity;
    expect(await told()).toContain(
      `deepest drawdown ${percent(Math.min(...(agent?.drawdown ?? [])))}`,
    );
    await page.keyboard.press("]");
    await expect.poll(told).toMatch(/In sight: 3\d of 60 rows, 1\d to 4\d,/);
    await page.keyboard.press("0");
    await expect.poll(told).toContain("all 60 rows");
    await page.keyboard.press("d");
    await expect.poll(told).toMatch(/\d+ filtered out/);
    await page.keyboard.press("d");
    await page.locator(".legend button", { hasText: "agent by score" }).click();
    await expect.poll(told).not.toContain("agent by score:");
    expect(await told()).toContain("agent: first 1.000");
  });

  it.each(["light", "dark"] as const)("has text that stands out, %s", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await open(`run=${runs.ids.plain}&beside=${runs.ids.without}&row=30`);
    await page.locator(".two .rationale").nth(1).waitFor();
    await page.keyboard.press("?");
    await page.locator("dialog").waitFor();
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
    const ground = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(ground).toBe(colorScheme === "light" ? "rgb(252, 251, 248)" : "rgb(23, 22, 20)");
    await page.keyboard.press("Escape");
    await page.locator("dialog").waitFor({ state: "hidden" });
  });

  it("does not scroll sideways at 360 pixels, and has the decision beneath the list", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(`run=${runs.ids.hostile}&beside=${runs.ids.without}&row=6`);
    await page.locator(".panel .rationale").first().waitFor();
    expect(await page.evaluate(SIDEWAYS)).toBe(0);
    const [list, panel] = await Promise.all(
      [".list", ".panel"].map((part) => page.locator(part).boundingBox()),
    );
    expect(panel?.y ?? 0).toBeGreaterThan((list?.y ?? 0) + (list?.height ?? 0));
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("decides again with another output in a node's place, and says what is wrong with one", async () => {
    await open(`run=${runs.ids.plain}&row=30`);
    const form = page.locator(".again");
    const output = form.locator("textarea");
    const again = form.getByText("Decide again");
    const before = await page.locator(".decided .action").innerText();
    await output.fill("{");
    await again.click();
    await expect.poll(() => form.locator(".fault").innerText()).toMatch(/^not JSON/);
    await output.fill(`{"mood": 1}`);
    await again.click();
    await expect.poll(() => form.locator(".fault").innerText()).toMatch(/sentiment|mood/);
    complaints.length = 0;
    const side = before.includes("buy") ? -1 : 1;
    const stance = side === 1 ? "bullish" : "bearish";
    const opinion = { stance, score: side, confidence: 1, cited: [] };
    const report = { opinion, reason: null, quotes: [], evidence: [] };
    await output.fill(JSON.stringify({ sentiment: report }));
    await again.click();
    const outcome = form.locator(".outcome");
    await outcome.waitFor();
    expect(await outcome.innerText()).toContain("Worked anew: arbitrate.");
    expect(await outcome.locator(".action").first().innerText()).toBe(before);
    expect(complaints).toEqual([]);
  });

  it("follows a run under way without losing the open decision, to its end", async () => {
    await open(`run=${runs.ids.live}&row=10`);
    await expect.poll(counted).toBe("20 rows");
    await page.locator(".panel .rationale").waitFor();
    await page.locator(".panel").evaluate((panel) => panel.scrollTo(0, 200));
    await page.locator(".panel summary").first().click();
    const scrolled = await page.locator(".panel").evaluate((panel) => panel.scrollTop);
    expect(await page.locator(".state").innerText()).toContain("under way");
    runs.decide(15);
    await expect.poll(counted).toBe("35 rows");
    expect(await opened()).toBe("Row 10");
    expect(await page.locator(".legend").count()).toBe(0);
    runs.decide(25);
    runs.finish();
    await page.locator(".legend").waitFor();
    expect(await page.locator(".state").innerText()).toBe("finished");
    expect(await counted()).toBe("60 rows");
    expect(await opened()).toBe("Row 10");
    expect(await page.locator(".panel details[open]").count()).toBe(1);
    expect(await page.locator(".panel").evaluate((panel) => panel.scrollTop)).toBe(scrolled);
    expect(complaints).toEqual([]);
  });
});
