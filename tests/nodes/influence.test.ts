import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundedSize } from "../../nodes/influence.ts";
import { SILENT, casesOf, reportOf } from "../support/reports.ts";

const up = reportOf(0.8, 0.9);
const down = reportOf(-0.8, 0.9);
const flat = reportOf(0, 0.9);

describe("boundedSize", () => {
  it.each([
    ["all three", { sentiment: up, quant: up, cases: casesOf(0.01) }, 3, 0.999],
    ["two", { sentiment: up, quant: up, cases: casesOf(-0.01) }, 2, 0.999],
    ["the news alone", { sentiment: up, quant: down, cases: casesOf(-0.01) }, 1, 0.5],
    ["the news alone, others silent", { sentiment: up, quant: SILENT, cases: [] }, 1, 0.5],
    ["the cases alone", { sentiment: flat, quant: down, cases: casesOf(0.01) }, 1, 0.5],
    ["nobody", { sentiment: down, quant: flat, cases: casesOf(-0.01) }, 0, 0.25],
  ])("allows a buy that has %s for it", (_who, voices, supporters, most) => {
    expect(boundedSize(1, 1, voices)).toEqual({ size: most, supporters });
    expect(boundedSize(1, 0.1, voices)).toEqual({ size: 0.1, supporters });
  });

  it("bounds what one report can move, whatever it says", () => {
    const score = fc.double({ min: -1, max: 1, noNaN: true });
    const action = fc.constantFrom(-1 as const, 1 as const);
    fc.assert(
      fc.property(
        score,
        score,
        score,
        action,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...drawn) => {
          const [sentiment, quant, outcome, side, size] = drawn;
          const voices = {
            sentiment: reportOf(sentiment, 1),
            quant: reportOf(quant, 1),
            cases: casesOf(outcome),
          };
          const allowed = boundedSize(side, size, voices).size;
          const others = [quant, outcome].some((voice) => Math.sign(voice) === side);
          expect(allowed).toBeLessThanOrEqual(others ? size : Math.min(size, 0.5));
        },
      ),
    );
  });
});
