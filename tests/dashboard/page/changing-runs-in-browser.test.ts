/** The dashboard's page in a real browser while its runs come, break, are mended and decide anew. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ChangingRuns, ERRING, FAILED_ROW, showChangingRuns } from "./changing-runs.ts";
import { HAS_BROWSER, type VisitedPage, visit } from "./visited-page.ts";

/** Longer than the page waits before it asks for the runs again. */
const SOON = { timeout: 9000, interval: 100 };

describe.skipIf(!HAS_BROWSER)("a page that stays open", { timeout: 20_000 }, () => {
  let runs: ChangingRuns;
  let visited: VisitedPage;

  beforeAll(async () => {
    runs = await showChangingRuns();
    visited = await visit(runs.served.url);
  }, 30_000);
  afterAll(async () => {
    await visited?.close();
    await runs?.close();
  });

  const choices = (): Promise<string[]> =>
    visited.page.locator(".bar select").first().locator("option").allInnerTexts();
  const chosen = (): Promise<string> =>
    visited.page.locator(".bar select").first().locator("option:checked").innerText();

  it("names a broken run as that, says what is wrong with it, and shows the first that is whole", async () => {
    const { page } = visited;
    await page.goto(runs.served.url);
    await page.locator(".list .row:not(.head)").first().waitFor();
    expect(await choices()).toEqual(["a-broken (broken)", "erring", "live (under way)"]);
    expect(await chosen()).toBe("erring");
    await page.locator(".bar select").first().selectOption({ label: "a-broken (broken)" });
    await page.locator(".fault").first().waitFor();
    expect(await page.locator(".fault").first().innerText()).toBe(
      "a-broken/manifest.json: expected JSON, was something else",
    );
    expect(await page.locator(".list, .figures").count()).toBe(0);
    const beside = page.locator(".bar select").nth(1).locator("option", { hasText: "erring" });
    expect(await beside.isDisabled()).toBe(false);
    await page.goBack();
    expect(
      await page
        .locator(".bar select")
        .nth(1)
        .locator("option", { hasText: "broken" })
        .isDisabled(),
    ).toBe(true);
  });

  it("filters by class of error, names the classes on the rows, and keeps the class in its address", async () => {
    const { page, open, counted } = visited;
    await open(`run=${runs.ids.erring}`);
    const classes = page.getByLabel("Class of error");
    await expect.poll(() => classes.isEnabled()).toBe(true);
    expect(await classes.locator("option").allInnerTexts()).toEqual([
      "errors: no filter",
      "any error (2)",
      "cut off (2)",
      "not JSON (1)",
    ]);
    const rows = (): Promise<string[]> =>
      page.locator(".list .row:not(.head) > :first-child").allInnerTexts();
    await classes.selectOption("cut off");
    await expect.poll(counted).toBe("2 of 40 rows");
    expect(await page.locator(".filters output").getAttribute("aria-live")).toBe("polite");
    expect(await rows()).toEqual(ERRING["cut off"].map(String));
    expect(new URL(page.url()).hash).toContain("error=cut+off");
    expect(await page.locator(".list .marks").nth(1).innerText()).toContain("✗ cut off, not JSON");
    await classes.selectOption("not JSON");
    await expect.poll(rows).toEqual(ERRING["not JSON"].map(String));
    await page.locator(".plain").click();
    await expect.poll(counted).toBe("40 rows");
  });

  it("learns of a run begun later and of one mended, and leaves alone what its reader does", async () => {
    const { page, open, opened, complaints } = visited;
    await open(`run=${runs.ids.erring}&row=30`);
    await expect.poll(opened).toBe("Row 30");
    await page.locator(".panel .rationale").waitFor();
    const panel = page.locator(".panel");
    await panel.evaluate((at) => at.scrollTo(0, 300));
    const search = page.getByLabel("Go to a row");
    await search.fill("12");
    const list = await page.locator(".list").evaluate((at) => at.scrollTop);
    complaints.length = 0;
    runs.begin();
    runs.mend();
    await expect.poll(choices, SOON).toEqual(["a-broken", "erring", "live (under way)", "later"]);
    expect(await chosen()).toBe("erring");
    expect(await opened()).toBe("Row 30");
    expect(await panel.evaluate((at) => at.scrollTop)).toBe(300);
    expect(await page.locator(".list").evaluate((at) => at.scrollTop)).toBe(list);
    expect(await search.inputValue()).toBe("12");
    expect(await page.locator("input[type=search]:focus").count()).toBe(1);
    expect(complaints).toEqual([]);
    await page.locator(".bar select").first().selectOption({ label: "a-broken" });
    await page.locator(".list .row:not(.head)").first().waitFor();
    expect(await page.locator(".fault").count()).toBe(0);
  });

  it("asks for the runs when their choice gets the focus, which it keeps", async () => {
    const { page, open, requests } = visited;
    await open(`run=${runs.ids.erring}`);
    const choice = page.locator(".bar select").first();
    // After a question that may be under way, and one that is due, the page asks no more by itself.
    await page.evaluate("window.waitShare = 100");
    await page.waitForTimeout(800);
    runs.break();
    requests.length = 0;
    await choice.focus();
    await expect.poll(choices).toContain("a-broken (broken)");
    expect(requests.filter((url) => url.endsWith("/api/runs"))).toHaveLength(1);
    expect(await page.locator("label:first-of-type select:focus").count()).toBe(1);
    expect(await chosen()).toBe("erring");
    runs.mend();
    await page.evaluate("window.waitShare = 0.1");
    await choice.blur();
    await choice.focus();
  });

  it("takes the marks away from a row that was decided again, and reads its decision anew", async () => {
    const { page, open, counted } = visited;
    await open(`run=${runs.ids.live}&row=${FAILED_ROW}`);
    await page.locator(".panel .fault", { hasText: "arbitrate: it broke" }).waitFor();
    const classes = page.getByLabel("Class of error").locator("option");
    await expect.poll(() => classes.allInnerTexts()).toContain("failed (1)");
    // Rows that come are not spoken one after the other.
    expect(await page.locator(".filters output").getAttribute("aria-live")).toBe("off");
    runs.resume(5);
    await expect.poll(counted).toBe("25 rows");
    await page.locator(".panel .rationale").waitFor();
    expect(await page.locator(".panel .fault").count()).toBe(0);
    await expect.poll(() => classes.allInnerTexts()).toEqual(["errors: none", "any error (0)"]);
    expect(await page.locator(".chip", { hasText: "failed" }).count()).toBe(0);
    expect(await page.locator(".row.open .action").innerText()).toMatch(/buy|sell/);
  });

  it("says what is wrong with a run under way of that run alone, and goes on once it is mended", async () => {
    const { page, open } = visited;
    const faults = page.locator(".fault");
    await open(`run=${runs.ids.live}`);
    runs.breakLive();
    await faults.first().waitFor();
    expect(await faults.allInnerTexts()).toEqual([
      "live: expected lines that a run writes, was something else",
    ]);
    await open(`run=${runs.ids.erring}`);
    expect(await faults.count()).toBe(0);
    runs.mendLive();
    // Mended before the runs are asked for again, as they are when one is chosen.
    await open(`run=${runs.ids.live}`);
    runs.breakLive();
    await faults.first().waitFor();
    runs.mendLive();
    await expect.poll(() => faults.count(), SOON).toBe(0);
    runs.decide(3);
    await expect.poll(visited.counted).toBe("28 rows");
  });

  it("says when its server does not answer any more, and shows on what it has", async () => {
    const { page, open } = visited;
    await open(`run=${runs.ids.erring}&row=30`);
    await runs.served.close();
    await page.locator(".page-fault").waitFor({ timeout: 9000 });
    expect(await page.locator(".page-fault").innerText()).toContain("does not answer");
    expect(await page.locator(".list .row:not(.head)").count()).toBeGreaterThan(0);
  });
});
