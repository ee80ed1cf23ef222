import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitInTime } from "../../../graphs/finetune/split.ts";

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, row) => row);

describe("splitInTime", () => {
  it("takes the latest share to validate on, and leaves the embargo out", () => {
    const split = splitInTime({ rows: upTo(20), horizonBars: 2, validation: 0.2, embargoBars: 5 });
    expect(split).toEqual({ train: upTo(12), validation: [16, 17, 18, 19] });
  });

  it("never lets an outcome trained on reach into the rows validated on", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(400), { minLength: 40, maxLength: 100 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(6),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        (drawn, horizonBars, more, validation) => {
          const rows = drawn.toSorted((a, b) => a - b);
          const embargoBars = horizonBars + more;
          const split = splitInTime({ rows, horizonBars, validation, embargoBars });
          const [first = 0] = split.validation;
          for (const row of split.train) expect(row + horizonBars).toBeLessThanOrEqual(first);
        },
      ),
    );
  });

  it.each([
    [{ embargoBars: 1 }, "embargo"],
    [{ validation: 0 }, "validation"],
    [{ validation: 1 }, "validation"],
    [{ rows: upTo(5) }, "rows"],
    [{ rows: [] }, "rows"],
  ])("refuses %j, naming %s", (changed, name) => {
    const options = { rows: upTo(20), horizonBars: 2, validation: 0.2, embargoBars: 5 };
    expect(() => splitInTime({ ...options, ...changed })).toThrow(`${name}: expected`);
  });
});
