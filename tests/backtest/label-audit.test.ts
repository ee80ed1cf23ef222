import { describe, expect, it } from "vitest";
import { auditLabels } from "../../backtest/label-audit.ts";
import { makeRandom } from "../../data/random.ts";
import type { Label } from "../../data/row.ts";
import { gold } from "./gold-bars.ts";

const random = makeRandom(21);
let price = 100;
const walk = Float64Array.from({ length: 600 }, () => (price *= 1 + 0.002 * random.normal()));

function signOf(from: number, to: number): Label | null {
  const move = (walk[to] ?? NaN) - (walk[from] ?? NaN);
  return move > 0 ? 1 : move < 0 ? -1 : null;
}

function planted(plant: (row: number) => Label | null): string {
  return auditLabels(
    walk,
    Array.from(walk, (_, row) => plant(row)),
  ).verdict;
}

describe("auditLabels on the recorded bars", () => {
  const audit = auditLabels(gold.closes, gold.labels);

  it.each([
    ["past 12 bars", audit.past[3], 264, 0.822],
    ["next bar", audit.future[0], 275, 0.491],
    ["own lag 1", audit.own_lag_1, 275, 0.873],
    ["EMA(3) > EMA(7)", audit.ema_3_over_7, 270, 0.885],
  ])("%s", (_, agreement, compared, share) => {
    expect(agreement?.compared).toBe(compared);
    expect(agreement?.share).toBeCloseTo(share, 3);
    expect(agreement?.interval?.low).toBeLessThan(share);
    expect(agreement?.interval?.high).toBeGreaterThan(share);
  });

  it("says what trading the label earns beside holding a side", () => {
    expect(audit.traded.perfect_0_bps).toBeCloseTo(-0.0123, 4);
    expect(audit.traded.perfect_10_bps).toBeCloseTo(-0.0793, 4);
    expect(audit.traded.always_long).toBeCloseTo(-0.0707, 4);
    expect(audit.traded.always_short).toBeCloseTo(0.0736, 4);
  });

  it("finds that the label looks backward", () => {
    expect(audit).toMatchObject({ rows: 276, labelled: 276, buy_share: 141 / 276 });
    expect(audit.verdict).toBe(
      "The label looks backward: it agrees with the past 12 bars in 82 %, with the next 12 bars in 43 % and the next bar in 49 %.",
    );
  });
});

describe("auditLabels on planted labels over a random walk", () => {
  it("catches one that looks forward", () => {
    expect(planted((row) => signOf(row, row + 6))).toContain("looks forward");
    expect(planted((row) => signOf(row, row + 1))).toContain("looks forward");
  });

  it("catches one that looks backward, turned round or not", () => {
    expect(planted((row) => signOf(row - 6, row))).toContain("looks backward");
    expect(planted((row) => signOf(row, row - 6))).toContain("looks backward");
  });

  it("finds nothing in coin flips", () => {
    const coin = makeRandom(4);
    expect(planted(() => (coin.uniform() < 0.5 ? 1 : -1))).toContain("neither");
  });

  it("does not judge a file without labels, or with too few", () => {
    expect(planted(() => null)).toContain("cannot be judged");
    expect(planted((row) => (row < 20 ? 1 : null))).toContain("cannot be judged");
  });
});

describe("auditLabels by hand", () => {
  it("leaves out missing labels and bars that did not move", () => {
    const audit = auditLabels(Float64Array.of(1, 2, 2, 1, 3), [1, 1, 1, null, -1]);
    // Past bar: row 1 up with 1, row 2 flat, row 3 unlabelled, row 4 up with -1.
    expect(audit.past[0]).toMatchObject({ compared: 2, share: 1 / 2, interval: null });
    // Next bar: row 0 up with 1, row 1 flat, row 2 down with 1.
    expect(audit.future[0]).toMatchObject({ compared: 2, share: 1 / 2 });
    expect(audit.own_lag_1).toMatchObject({ compared: 2, share: 1 });
    expect(audit).toMatchObject({ rows: 5, labelled: 4, buy_share: 3 / 4 });
    // Long throughout until the last row: 1 to 3.
    expect(audit.traded.perfect_0_bps).toBeCloseTo(2, 12);
    expect(audit.traded.perfect_10_bps).toBeCloseTo(2 * 1 * 0.5 * (1 + 2 - 0.002) - 1, 12);
  });

  it("is null where there is nothing", () => {
    const audit = auditLabels(new Float64Array(), []);
    expect(audit.buy_share).toBeNull();
    expect(audit.past[0]).toMatchObject({ compared: 0, share: null });
    expect(audit.traded.perfect_0_bps).toBeNull();
  });

  it("refuses uneven series", () => {
    expect(() => auditLabels(Float64Array.of(1), [])).toThrow("labels: expected 1 rows, was 0");
  });
});
