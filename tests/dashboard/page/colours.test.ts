import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { shippedFile } from "../../../data/package-root.ts";

const style = readFileSync(shippedFile("dashboard", "page", "style", "colours.css"), "utf8");

/** Names of colours by the selector that they are said for, in order. */
const blocks = [...style.matchAll(/^([^\n{}]+) \{([^}]*)\}/gm)].map(([, selector, body]) => ({
  selector,
  names: [...(body ?? "").matchAll(/--([\w-]+):/g)].map(([, name]) => name),
}));

describe("the colours of the page", () => {
  it("are said once for each shade, the same ones in both", () => {
    expect(blocks.map(({ selector }) => selector)).toEqual([
      ':root[data-shade="light"]',
      ':root[data-shade="dark"]',
    ]);
    const [light, dark] = blocks;
    expect(new Set(light?.names).size).toBe(light?.names.length);
    expect(light?.names.length).toBeGreaterThan(20);
    expect(dark?.names).toEqual(light?.names);
  });
});
