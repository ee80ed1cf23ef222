/** Two runs side by side on the dashboard's page in a real browser. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SIDEWAYS } from "../../support/browser.ts";
import { type ShownRuns, showRuns } from "./shown-runs.ts";
import { HAS_BROWSER, type VisitedPage, visit } from "./visited-page.ts";

describe.skipIf(!HAS_BROWSER)("two runs side by side in a browser", () => {
  let runs: ShownRuns;
  let visited: VisitedPage;

  beforeAll(async () => {
    runs = await showRuns();
    visited = await visit(runs.served.url);
  }, 30_000);
  afterAll(async () => {
    await visited?.close();
    await runs?.close();
  });

  /** Opens the first row at which they decided otherwise. */
  const openDiffering = async (): Promise<void> => {
    const { page, open } = visited;
    await open(`run=${runs.ids.plain}&beside=${runs.ids.without}&differing=`);
    await expect.poll(visited.counted).toMatch(/^\d+ of 60 rows$/);
    await page.keyboard.press("j");
    await page.locator(".two .rationale").nth(1).waitFor();
  };
  const part = (title: string): Locator =>
    visited.page.locator(".part", { has: visited.page.locator("h3", { hasText: title }) });

  it("are filtered by the rows at which they differ", async () => {
    await openDiffering();
    const { page, complaints, counted } = visited;
    const differing = Number((await counted()).split(" ", 1)[0]);
    expect(differing).toBeGreaterThan(0);
    const chip = page.locator(".chip", { hasText: "runs differ" });
    expect(await chip.innerText()).toContain(String(differing));
    const [one, other] = await page.locator(".two .decided .action").allInnerTexts();
    expect(one).not.toBe(other);
    expect(complaints).toEqual([]);
  });

  it("show what each decided and why, with the marks of its numbers, and say where they differ", async () => {
    await openDiffering();
    const { page } = visited;
    expect(await page.locator(".differences").innerText()).toMatch(
      /^≠ Different: decision, score, .*analysts.*\. The same: .*features, news/,
    );
    const decided = page.locator(".decided");
    expect(await decided.locator(".side-name").allInnerTexts()).toEqual(["plain", "without"]);
    const rationales = await decided.locator(".rationale").allInnerTexts();
    expect(rationales[0]).not.toBe(rationales[1]);
    for (const at of [0, 1]) {
      expect(await decided.nth(at).locator(".rationale .verdict").count()).toBeGreaterThan(0);
      expect(await decided.nth(at).locator("dt", { hasText: "Decision" }).innerText()).toContain(
        "≠",
      );
      expect(await decided.nth(at).locator("dt", { hasText: "Label" }).innerText()).toBe("Label");
    }
  });

  it("show an analyst of each where they differ, and once what is the same", async () => {
    await openDiffering();
    const [sentiment, quant] = [0, 1].map((at) => part("Analysts").locator(".analyst").nth(at));
    expect(await sentiment?.locator("h4").innerText()).toBe("sentiment · the same in both");
    expect(await sentiment?.locator(".stance").count()).toBe(1);
    expect(await quant?.locator(".side-name").allInnerTexts()).toEqual(["plain", "without"]);
    expect(await quant?.innerText()).toContain("No opinion: switched off");
    expect(await quant?.locator(".stance").count()).toBe(1);
    expect(await part("Features").locator("h3").innerText()).toBe("Features · the same in both");
    expect(await part("Features").locator("table").count()).toBe(1);
    expect(await part("Nodes").locator("table").count()).toBe(2);
  });

  it.each([
    [1280, "beside"],
    [360, "below"],
  ] as const)("stand at %i pixels one %s the other", async (width, where) => {
    const { page } = visited;
    await page.setViewportSize({ width, height: 800 });
    await openDiffering();
    const [one, other] = await Promise.all(
      [0, 1].map((at) => page.locator(".decided").nth(at).boundingBox()),
    );
    if (!one || !other) throw new Error("expected two decisions in sight");
    expect(other.x >= one.x + one.width - 1).toBe(where === "beside");
    expect(other.y >= one.y + one.height - 1).toBe(where === "below");
    expect(await page.evaluate(SIDEWAYS)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("fill the charts from edge to edge, a run under way too", async () => {
    const { page, open, opened } = visited;
    await open(`run=${runs.ids.live}&beside=${runs.ids.plain}&row=10`);
    await page.locator(".two .rationale").nth(1).waitFor();
    // The axis takes what it was asked for with its next frame.
    await page.waitForTimeout(500);
    const box = await page.locator(".chart").boundingBox();
    await page.mouse.click((box?.x ?? 0) + 40, (box?.y ?? 0) + 40);
    await expect.poll(opened).toMatch(/^Row [01]$/);
  });

  it("say that a run has no such bar, and that nothing differs where nothing does", async () => {
    const { page, open } = visited;
    await open(`run=${runs.ids.plain}&beside=${runs.ids.hostile}&row=30`);
    await page.locator(".decided", { hasText: "n/a: it has no such bar." }).waitFor();
    await open(`run=${runs.ids.live}&beside=${runs.ids.plain}&row=10`);
    await expect
      .poll(() => page.locator(".differences").innerText())
      .toMatch(/^The same: decision,/);
  });
});
