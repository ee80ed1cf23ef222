/** A real browser for tests of pages, where the machine has one. */
import { existsSync } from "node:fs";

/** Where Chromium usually is. */
const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The browser to test with: `HINDCAST_CHROMIUM`, else one where it usually is; null without one. */
export function findChromium(): string | null {
  const named = process.env["HINDCAST_CHROMIUM"];
  return (
    [...(named === undefined ? [] : [named]), ...USUAL].find((path) => existsSync(path)) ?? null
  );
}
