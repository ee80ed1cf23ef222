/** Builds `dist` and the dashboard's page once before the suite, so that tests of the command run what a user runs. */
import { execFileSync } from "node:child_process";
import { bundlePage } from "../../dashboard/page/bundle.ts";
import { shippedFile } from "../../data/package-root.ts";

export default async function buildOnce(): Promise<void> {
  execFileSync(
    process.execPath,
    [
      shippedFile("node_modules", "typescript", "bin", "tsc"),
      "-b",
      shippedFile("tsconfig.build.json"),
    ],
    { stdio: "inherit" },
  );
  await bundlePage();
}
