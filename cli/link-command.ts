/**
 * Run after the build: lets `npx hindcast` find the command and notebooks find the package, as if it were installed.
 * A `bin` in package.json would send npx through its own cache, which fails for good once it was asked before the build.
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { shippedFile } from "../data/package-root.ts";

const command = shippedFile("dist", "cli", "hindcast.js");
const modules = shippedFile("node_modules");
const bin = join(modules, ".bin");

mkdirSync(bin, { recursive: true });
chmodSync(command, 0o755);
if (process.platform === "win32") {
  writeFileSync(join(bin, "hindcast.cmd"), `@node "${command}" %*\r\n`);
  link(shippedFile(), join(modules, "hindcast"), "junction");
} else {
  link(join("..", "..", "dist", "cli", "hindcast.js"), join(bin, "hindcast"), "file");
  link("..", join(modules, "hindcast"), "dir");
}

function link(target: string, place: string, kind: "file" | "dir" | "junction"): void {
  rmSync(place, { force: true, recursive: true });
  symlinkSync(target, place, kind);
}
