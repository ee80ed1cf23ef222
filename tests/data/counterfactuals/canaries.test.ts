import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plantCanaries, tokenOf, tokenRowsIn } from "../../../data/counterfactuals/canaries.ts";
import { MarketHistory } from "../../../data/history.ts";
import { TEXT_FIELDS } from "../../../data/row.ts";
import { maskLevels } from "../../../nodes/mask-levels.ts";
import { cleanText } from "../../../nodes/untrusted-text.ts";
import { worldRows } from "../../support/pipeline.ts";
import { someRows } from "../../support/row-arbitrary.ts";

const NUMBERS = ["close", "mvrvMomentum", "volume", "sentimentIndex", "intensity"] as const;

describe("a token", () => {
  it("names its row, whatever stands around it, cleaned, masked and in any case of rows", () => {
    fc.assert(
      fc.property(fc.nat(26 ** 5 - 1), fc.string(), (row, around) => {
        const text = `${around} ${tokenOf(row)} ${around}`;
        expect(tokenRowsIn(text)).toContain(row);
        expect(tokenRowsIn(maskLevels(cleanText(text, 1e6), 100))).toContain(row);
      }),
    );
    expect(tokenOf(0)).toBe("qzaaaaazq");
    expect(tokenOf(27)).toBe("qzaaabbzq");
  });
});

describe("planted canaries", () => {
  it("are in every text, one in any seven words in a row, and nowhere that was empty", () => {
    const { rows } = plantCanaries(worldRows(12));
    for (const { observation } of rows) {
      for (const field of TEXT_FIELDS) {
        const words = observation[field]?.split(" ") ?? [];
        for (let at = 0; at + 7 <= words.length; at += 1) {
          expect(tokenRowsIn(words.slice(at, at + 7).join(" "))[0]).toBe(observation.row);
        }
      }
    }
  });

  it("leave a valid history, its empty cells, times and labels", () => {
    fc.assert(
      fc.property(someRows(1, 12), (rows) => {
        const planted = plantCanaries(rows).rows;
        expect(new MarketHistory(planted, { horizonBars: 1, labelLagBars: 1 }).length).toBe(
          rows.length,
        );
        for (const [i, { observation, label }] of rows.entries()) {
          const other = planted[i]?.observation;
          expect([other?.timeMs, planted[i]?.label]).toEqual([observation.timeMs, label]);
          expect(other && Object.values(other).map((cell) => cell === null)).toEqual(
            Object.values(observation).map((cell) => cell === null),
          );
        }
      }),
    );
  });

  it("make every number its row's own, a millionth from the true one at most", () => {
    const rows = worldRows(300);
    const { rows: planted, rowOfNumber } = plantCanaries(rows);
    for (const [i, { observation }] of planted.entries()) {
      for (const field of NUMBERS) {
        const [value, truth] = [observation[field] ?? 0, rows[i]?.observation[field] ?? 0];
        expect(rowOfNumber(value)).toBe(observation.row);
        expect(Math.abs(value - truth)).toBeLessThanOrEqual(1.01e-6 * Math.max(1, Math.abs(truth)));
      }
    }
    expect(rowOfNumber(rows[5]?.observation.close ?? 0)).toBeUndefined();
  });

  it("meet no sum or difference of two rows' numbers", () => {
    const { rows, rowOfNumber } = plantCanaries(worldRows(120));
    const values = rows.map(({ observation }) => observation.sentimentIndex ?? 0);
    for (const one of values) {
      for (const other of values) {
        expect(rowOfNumber(one - other)).toBeUndefined();
        expect(rowOfNumber(one + other)).toBeUndefined();
      }
    }
  });
});
