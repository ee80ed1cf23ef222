/** The page as it was built: a fixed list of files, read once; nothing is looked up by what a request says. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedFile } from "../../data/package-root.ts";

/** The page's files by name. */
export interface PageFiles {
  readonly index: string;
  readonly script: Buffer;
  readonly style: Buffer;
}

/** Where the build puts them. */
const BUILT_PAGE = shippedFile("dist", "dashboard", "page");

const META = '<meta name="hindcast-token" content="';

const PLACEHOLDER: PageFiles = {
  index: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8">${META}"><title>Hindcast</title></head>
<body><p>The page is not built: npm run build. Its data is at /api/runs.</p></body>
</html>
`,
  script: Buffer.from(""),
  style: Buffer.from(""),
};

/** The built page; one that says that there is none, where there is none. */
export function readPage(folder: string = BUILT_PAGE): PageFiles {
  const [index, script, style] = ["index.html", "app.js", "app.css"].map((name) =>
    join(folder, name),
  );
  if (!index || !script || !style || ![index, script, style].every(existsSync)) return PLACEHOLDER;
  return {
    index: readFileSync(index, "utf8"),
    script: readFileSync(script),
    style: readFileSync(style),
  };
}

/** The page with the token that its requests carry. @param token hex digits */
export function pageWith({ index }: PageFiles, token: string): string {
  return index.replace(new RegExp(`${META}[^"]*"`), `${META}${token}"`);
}
