/** A real browser for tests of pages, where the machine has one, and what is asked of every page in it. */
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

/** Pixels by which the page is wider than the screen. */
export const SIDEWAYS = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

/** Texts outside pictures whose contrast with the ground behind them is below 4.5 (WCAG 2.1, 1.4.3). */
export const FAINT_TEXTS = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const element of document.querySelectorAll("body *:not(svg *)")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(groundOf(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.add(element.tagName + "." + element.className + " " + contrast.toFixed(2));
  }
  return [...faint];
})()`;
