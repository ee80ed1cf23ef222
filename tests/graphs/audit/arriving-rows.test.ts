import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { garbledRow } from "../../../data/counterfactuals/garbled-row.ts";
import { withOtherLabel } from "../../../data/counterfactuals/unknowable-cells.ts";
import { MarketHistory } from "../../../data/history.ts";
import {
  ArrivingRows,
  type Counterfactual,
  rowsAsOf,
} from "../../../graphs/audit/arriving-rows.ts";
import { someRows } from "../../support/row-arbitrary.ts";
import { makeRows } from "../../support/rows.ts";

const KINDS: readonly Counterfactual[] = [
  { ahead: () => null, unlabelled: (row) => row },
  { ahead: garbledRow, unlabelled: withOtherLabel },
];

describe("arriving rows", () => {
  it("stand at every row as rows written for that row would", () => {
    fc.assert(
      fc.property(
        someRows(1, 12),
        fc.constantFrom(...KINDS),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(3),
        (truth, kind, labelLagBars, start) => {
          const maturity = { horizonBars: 1, labelLagBars };
          const arriving = new ArrivingRows(truth, maturity, kind);
          for (let row = Math.min(start, truth.length - 1); row < truth.length; row += 1) {
            arriving.advance(row);
            expect(arriving.rows).toEqual(rowsAsOf(truth, row, labelLagBars, kind));
            expect(arriving.history.length).toBe(row + 1);
            expect(known(arriving.history, row)).toEqual(
              known(new MarketHistory(truth.slice(0, row + 1), maturity), row),
            );
          }
        },
      ),
    );
  });
});

/** All that the view as of a row shows. */
function known(history: MarketHistory, asOf: number) {
  const view = history.asOf(asOf);
  const rows = Array.from({ length: asOf + 1 }, (_, row) => row);
  const labelled = rows.filter((row) => row + view.labelLagBars <= asOf);
  return [rows.map((row) => view.bar(row)), labelled.map((row) => view.label(row))];
}

it("rows as of a row are true up to it but for labels that are not known yet", () => {
  const truth = makeRows({ close: [1, 2, 3, 4, 5], label: [1, 1, 1, 1, 1] });
  const kind = { ahead: () => null, unlabelled: withOtherLabel };
  expect(rowsAsOf(truth, 3, 2, kind).map(({ label }) => label)).toEqual([1, 1, -1, -1]);
});
