import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalQuality } from "../../backtest/signal-quality.ts";

const SEED = { seed: 1 };
const label = fc.constantFrom<(-1 | 1 | null)[]>(-1, 1, null);
const action = fc.constantFrom<(-1 | 1 | null)[]>(-1, 1, null);

describe("signalQuality by hand", () => {
  // tp 2, fp 1, fn 1, tn 3; the flat row, the abstained row and the unlabelled row are not compared.
  const actions = [1, 1, 1, -1, -1, -1, -1, 0, null, 1];
  const labels = [1, 1, -1, 1, -1, -1, -1, 1, 1, null] as const;
  const quality = signalQuality(actions, labels, SEED);

  it("counts and rates each class", () => {
    expect(quality).toMatchObject({
      compared: 7,
      agreement: 5 / 7,
      majority_share: 4 / 7,
      confusion: { buy_when_buy: 2, buy_when_sell: 1, sell_when_buy: 1, sell_when_sell: 3 },
      buy: { precision: 2 / 3, recall: 2 / 3, f1_score: 2 / 3 },
      sell: { precision: 3 / 4, recall: 3 / 4, f1_score: 3 / 4 },
    });
    expect(quality.balanced_accuracy).toBeCloseTo((2 / 3 + 3 / 4) / 2, 14);
    expect(quality.mcc).toBeCloseTo((2 * 3 - 1 * 1) / Math.sqrt(3 * 3 * 4 * 4), 14);
  });

  it("has no interval for 7 rows, and says how many it needs", () => {
    expect(quality).toMatchObject({ agreement_interval: null, needed_rows: 30 });
  });

  it("is null where undefined: one class only, nothing compared", () => {
    expect(signalQuality([1, 1], [1, 1], SEED)).toMatchObject({
      agreement: 1,
      balanced_accuracy: null,
      mcc: null,
      sell: { precision: null, recall: null, f1_score: null },
    });
    expect(signalQuality([null, 0], [1, -1], SEED)).toMatchObject({
      compared: 0,
      agreement: null,
      majority_share: null,
      buy: { precision: null, recall: null, f1_score: null },
    });
  });

  it("refuses uneven series", () => {
    expect(() => signalQuality([1], [1, 1], SEED)).toThrow("actions: expected 2 rows, was 1");
  });
});

describe("signalQuality for any actions", () => {
  it("mirrors: negating actions negates MCC and turns agreement round", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(action, label), { maxLength: 80 }), (rows) => {
        const labels = rows.map(([, wanted]) => wanted);
        const straight = signalQuality(
          rows.map(([said]) => said),
          labels,
          SEED,
        );
        const turned = signalQuality(
          rows.map(([said]) => said && -said),
          labels,
          SEED,
        );
        expect(turned.compared).toBe(straight.compared);
        expect(turned.majority_share).toBe(straight.majority_share);
        expect(turned.agreement === null).toBe(straight.agreement === null);
        expect((turned.agreement ?? 0.5) + (straight.agreement ?? 0.5)).toBeCloseTo(1, 12);
        expect(turned.mcc === null).toBe(straight.mcc === null);
        expect((turned.mcc ?? 0) + (straight.mcc ?? 0)).toBeCloseTo(0, 12);
      }),
      { numRuns: 30 },
    );
  });

  it("gives an interval around the agreement from 30 rows on", () => {
    const labels = Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 1 : -1));
    const { agreement, agreement_interval: interval } = signalQuality(
      labels.map((wanted, row) => (row % 4 === 0 ? -wanted : wanted)),
      labels,
      SEED,
    );
    expect(agreement).toBe(0.75);
    expect(interval?.low).toBeLessThan(0.75);
    expect(interval?.high).toBeGreaterThan(0.75);
  });
});
