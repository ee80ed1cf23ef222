/** Bundles the dashboard's page: a step of the build, so that whoever looks at a run builds nothing. */
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { shippedFile } from "../../data/package-root.ts";

const SOURCE = shippedFile("dashboard", "page");

/** Where the server looks for the page. */
const BUILT = shippedFile("dist", "dashboard", "page");

/** Writes `index.html`, `app.js` and `app.css`, each whole: they ask for nothing else. */
export async function bundlePage(folder: string = BUILT): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [
      { in: join(SOURCE, "main.tsx"), out: "app" },
      { in: join(SOURCE, "style", "app.css"), out: "app" },
    ],
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: ["chrome109", "firefox115", "safari16"],
    jsx: "automatic",
    jsxImportSource: "preact",
    // Licences of what is bundled stay in it.
    legalComments: "eof",
    logLevel: "warning",
  });
  copyFileSync(join(SOURCE, "index.html"), join(folder, "index.html"));
}
