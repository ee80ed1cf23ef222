import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskLevels } from "../../nodes/mask-levels.ts";

const CLOSE = 94_000;

describe("maskLevels", () => {
  it.each([
    ["Bitcoin fell to $94,400 from $95.2K.", "Bitcoin fell to (price) from (price)."],
    ["cedió hasta unos 94.400 dólares", "cedió hasta unos (price) dólares"],
    ["unter 91.500 US-Dollar", "unter (price) US-Dollar"],
    ["90,000 is support, 100k resistance", "(price) is support, (price) resistance"],
    ["it holds 92 thousand", "it holds (price)"],
    ["unos 95 mil dólares", "unos (price) dólares"],
    ["gold past $2,900 an ounce", "gold past (price) an ounce"],
    ["a target of USD 110,000.50", "a target of (price)"],
    ["Above $90,000SUMMARY, toward $93.5KSUMMARY", "Above (price)SUMMARY, toward (price)SUMMARY"],
    ["in the $90,000s, at 94'400", "in the (price), at (price)"],
  ])("hides price levels: %j", (text, masked) => {
    expect(maskLevels(text, CLOSE)).toBe(masked);
  });

  it.each([
    ["on February 24, 2025, it", "on (date), it"],
    ["el 24 de febrero de 2025", "el (date)"],
    ["am 24. Februar", "am (date)"],
    ["since March 2024 and in 2018", "since (date) and in (date)"],
    ["by 2025-02-24T10:10Z or 2/24/2025", "by (date) or (date)"],
    ["in Q1 2025", "in (date)"],
    ["on Monday and el lunes", "on (date) and el (date)"],
    ["late November, Dec 3rd", "late (date), (date)"],
    ["february 24 and 24 FEBRUARY, 24 de Febrero", "(date) and (date), (date)"],
  ])("hides dates: %j", (text, masked) => {
    expect(maskLevels(text, CLOSE)).toBe(masked);
  });

  it.each([
    "down 2.9 % in an hour, 8/10",
    "a hack of $1.5 billion",
    "157 millones de dólares en créditos",
    "12 mil bitcoins en 11 días",
    "it may march on; prices may rise",
    "1. Withdrawals. 2. Calls.",
    "outflows of $508 million",
    "$1.2B inflows, $3.25M lost, $1.5bn more, $2T in all",
    "two years earlier",
  ])("lets stand what is neither: %j", (text) => {
    expect(maskLevels(text, CLOSE)).toBe(text);
  });

  it("takes the close for measure of what a price is", () => {
    expect(maskLevels("at 2,900 now", 2_800)).toBe("at (price) now");
    expect(maskLevels("at 2,900 now", 94_000)).toBe("at 2,900 now");
  });

  it("hides every way of writing a price near the close", () => {
    fc.assert(
      fc.property(fc.integer({ min: 30_000, max: 300_000 }), (price) => {
        const thousands = Math.floor(price / 1000);
        const rest = String(price % 1000).padStart(3, "0");
        for (const written of [
          String(price),
          `$${price}`,
          `${thousands},${rest}`,
          `${thousands}.${rest}`,
          `$${thousands},${rest}.55`,
          `${thousands}k`,
          `${thousands}.5K`,
        ]) {
          expect(maskLevels(`it is ${written} now`, CLOSE)).toBe("it is (price) now");
        }
      }),
    );
  });

  it("changes nothing in what it has masked", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const masked = maskLevels(text, CLOSE);
        expect(maskLevels(masked, CLOSE)).toBe(masked);
      }),
    );
  });
});
