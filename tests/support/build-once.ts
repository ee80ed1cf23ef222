/** Builds `dist` once before the suite, so that tests of the command run what a user runs. */
import { execFileSync } from "node:child_process";
import { shippedFile } from "../../data/package-root.ts";

export default function buildOnce(): void {
  execFileSync(
    process.execPath,
    [
      shippedFile("node_modules", "typescript", "bin", "tsc"),
      "-b",
      shippedFile("tsconfig.build.json"),
    ],
    { stdio: "inherit" },
  );
}
