/** The dashboard's page in a real browser while its server is gone, slow, and back. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Served } from "../../../dashboard/server/serve.ts";
import { makeRedecider } from "../../../dashboard/server/redecide.ts";
import { startDashboard } from "../../../dashboard/server/start-dashboard.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import { makeDirectory, removeDirectory } from "../../support/run-directory.ts";
import { HAS_BROWSER, type VisitedPage, visit } from "./visited-page.ts";

/** A promise to be kept from outside. */
function deferred() {
  const kept = { resolve: (): void => {} };
  const promise = new Promise<void>((resolve) => {
    kept.resolve = resolve;
  });
  return { promise, resolve: (): void => kept.resolve() };
}

/** Longer than the page waits before it asks again. */
const SOON = { timeout: 9000, interval: 100 };

describe.skipIf(!HAS_BROWSER)("a page whose server does not answer", { timeout: 30_000 }, () => {
  const directory = makeDirectory();
  const pipelines = [1, 2].map((seed) => pipelineOf({ rows: worldRows(30), config: { seed } }));
  const [one = "", two = ""] = pipelines.map(({ run }) => run);
  let served: Served;
  let visited: VisitedPage;

  const start = async (port: number): Promise<void> => {
    served = await startDashboard({
      runs: [one, two].map((run) => join(directory, `run-${run}`)),
      datasets: pipelines.map(({ data }) => data),
      port,
      redecider: makeRedecider({ access: { cacheDir: join(directory, "cache"), openai: {} } }),
    });
  };
  beforeAll(async () => {
    for (const pipeline of pipelines) {
      await runPipeline(pipeline, { out: join(directory, `run-${pipeline.run}`) });
    }
    await start(0);
    visited = await visit(served.url);
  }, 30_000);
  afterAll(async () => {
    await visited?.close();
    await served?.close();
    removeDirectory(directory);
  });

  it("does not take an answer about one node for one about another", async () => {
    const { page, open } = visited;
    await open(`run=${one}&row=10`);
    const form = page.locator(".again");
    const { promise: held, resolve: letGo } = deferred();
    await page.route("**/redecide", async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    await form.getByText("Decide again").click();
    await form.getByText("Deciding…").waitFor();
    await form.locator("select").selectOption("analyzeQuant");
    await form.getByText("Decide again").waitFor();
    letGo();
    await page.waitForTimeout(800);
    expect(await form.locator(".outcome, .fault").count()).toBe(0);
    // What is asked of the node that is chosen now is told.
    await form.getByText("Decide again").click();
    await form.locator(".outcome").waitFor();
  });

  it("shows the run and the decision that were chosen meanwhile, once it answers again", async () => {
    const { page, open, opened } = visited;
    await open(`run=${one}&row=10`);
    await page.locator(".panel .rationale").waitFor();
    await served.close();
    await page.keyboard.press("j");
    await page.locator(".panel .fault").waitFor();
    await start(served.port);
    await page.locator(".panel .rationale").waitFor(SOON);
    expect(await opened()).toBe("Row 11");
    await served.close();
    await page.locator(".bar select").first().selectOption(two);
    await page.locator(".fault").first().waitFor();
    expect(await page.locator(".list").count()).toBe(0);
    await start(served.port);
    await page.locator(".list .row:not(.head)").first().waitFor(SOON);
    await expect.poll(() => page.locator(".fault").count(), SOON).toBe(0);
  });
});
