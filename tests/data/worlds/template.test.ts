import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fill, localNumber, sentence } from "../../../data/worlds/news/template.ts";
import { makeRandom } from "../../../data/random.ts";

const SLOTS = { words: { coin: ["ether"] }, values: { price: "$90,000" }, language: "en" } as const;

describe("fill", () => {
  it("fills words, values and fixed ranges", () => {
    const text = fill("{coin} at {price}, {7..7} of {1.5..1.5}", makeRandom(1, "t"), SLOTS);
    expect(text).toBe("ether at $90,000, 7 of 1.5");
  });

  it("writes decimals with a comma in Spanish", () => {
    const slots = { ...SLOTS, language: "es" } as const;
    expect(fill("{1.5..1.5} %", makeRandom(1, "t"), slots)).toBe("1,5 %");
  });

  it("names a slot nobody knows", () => {
    expect(() => fill("{nobody}", makeRandom(1, "t"), SLOTS)).toThrow(/was \{nobody\}/);
  });

  it("draws ranges with both ends included and nothing outside", () => {
    const random = makeRandom(2, "t");
    const drawn = new Set(Array.from({ length: 200 }, () => fill("{3..5}", random, SLOTS)));
    expect([...drawn].toSorted()).toEqual(["3", "4", "5"]);
  });

  it("keeps decimals within the range", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const value = Number(fill("{0.3..1.9}", makeRandom(seed, "t"), SLOTS));
        expect(value).toBeGreaterThanOrEqual(0.3);
        expect(value).toBeLessThanOrEqual(1.9);
      }),
    );
  });
});

it("raises the first letter and adds the stop", () => {
  expect(sentence("él compra")).toBe("Él compra.");
  expect(sentence("3 banks")).toBe("3 banks.");
});

it("fixes the decimals", () => {
  expect(localNumber(2, 1, "en")).toBe("2.0");
  expect(localNumber(2.25, 1, "es")).toBe("2,3");
});
