/** Photographs the README's pictures of the dashboard in Chromium, on the shipped sample: `npm run pictures:dashboard`. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Page, chromium } from "playwright-core";
import { z } from "zod";
import { loadRows } from "../../data/load-rows.ts";
import { shippedFile } from "../../data/package-root.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import { makeRedecider } from "../../dashboard/server/redecide.ts";
import { startDashboard } from "../../dashboard/server/start-dashboard.ts";
import { findChromium } from "../../tests/support/browser.ts";
import { makeDirectory, removeDirectory } from "../../tests/support/run-directory.ts";

const root = makeDirectory();
const hindcast = (...args: readonly string[]): void => {
  const command = shippedFile("dist", "cli", "hindcast.js");
  execFileSync(process.execPath, [command, ...args], { cwd: root, stdio: "ignore" });
};
const runs = ["simulated", "without-quant"].map((name) => join(root, name));
const [whole = "", without = ""] = runs;
const made = ["run", "--data", SAMPLE_FILE, "--llm", "simulated", "--out"];
hindcast(...made, whole);
hindcast(...made, without, "--without", "analyzeQuant");
for (const run of runs) hindcast("evaluate", run);

const served = await startDashboard({
  runs,
  datasets: [await loadRows(SAMPLE_FILE)],
  port: 0,
  redecider: makeRedecider({ access: { cacheDir: join(root, "cache"), openai: {} } }),
});
const browser = await chromium.launch({
  executablePath: findChromium() ?? "",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
await photograph(page, "dashboard.png", "light", (ids) => `run=${ids[0]}&row=170`);
await photograph(page, "dashboard-compared.png", "dark", (ids) =>
  [`run=${ids[0]}`, `beside=${ids[1]}`, "row=261", "differing="].join("&"),
);
await browser.close();
await served.close();
removeDirectory(root);

async function photograph(
  at: Page,
  name: string,
  colorScheme: "light" | "dark",
  hash: (ids: readonly string[]) => string,
): Promise<void> {
  const heads = z
    .array(z.object({ id: z.string() }))
    .parse(await (await fetch(`${served.url}api/runs`)).json());
  await at.emulateMedia({ colorScheme });
  await at.goto("about:blank");
  await at.goto(`${served.url}#${hash(heads.map(({ id }) => id))}`);
  await at.locator(".panel .rationale").last().waitFor();
  await at.locator(".chip", { hasText: "disagree" }).waitFor();
  await at.waitForTimeout(1000);
  await at.screenshot({ path: fileURLToPath(new URL(name, import.meta.url)) });
}
