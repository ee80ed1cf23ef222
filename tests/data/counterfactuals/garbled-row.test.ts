import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { garbledRow, garbledWorld, otherLabel } from "../../../data/counterfactuals/garbled-row.ts";
import {
  withOtherLabel,
  withOtherOutcome,
} from "../../../data/counterfactuals/unknowable-cells.ts";
import { MarketHistory } from "../../../data/history.ts";
import type { MarketRow } from "../../../data/row.ts";
import { someRows } from "../../support/row-arbitrary.ts";

const MATURITY = { horizonBars: 1, labelLagBars: 1 };

/** Names of the fields in which two rows differ, the label among them. */
function changed(row: MarketRow, other: MarketRow): readonly string[] {
  const cells = Object.entries({ ...row.observation, label: row.label });
  const others: Readonly<Record<string, unknown>> = { ...other.observation, label: other.label };
  return cells.flatMap(([name, value]) => (Object.is(value, others[name]) ? [] : [name]));
}

/** Milliseconds from bar to bar. */
function gapsOf(rows: readonly MarketRow[]): readonly number[] {
  const times = rows.map(({ observation }) => observation.timeMs);
  return times.slice(1).map((time, i) => time - (times[i] ?? 0));
}

describe("a garbled row", () => {
  it("has every cell but its number changed, and is a valid row all the same", () => {
    fc.assert(
      fc.property(someRows(1, 12), (rows) => {
        const garbled = rows.map(garbledRow);
        for (const [i, row] of rows.entries()) {
          const all = Object.keys({ ...row.observation, label: row.label });
          const other = garbled[i];
          expect(other && changed(row, other)).toEqual(all.filter((name) => name !== "row"));
          expect(Object.values({ ...other?.observation, label: other?.label })).not.toContain(null);
        }
        expect(new MarketHistory(garbled, MATURITY).length).toBe(rows.length);
        expect(rows.map(garbledRow)).toEqual(garbled);
      }),
    );
  });

  it("can follow a row as it is", () => {
    fc.assert(
      fc.property(someRows(1, 12), fc.nat(), (rows, at) => {
        const cut = at % (rows.length + 1);
        const mixed = [...rows.slice(0, cut), ...rows.slice(cut).map(garbledRow)];
        expect(new MarketHistory(mixed, MATURITY).length).toBe(rows.length);
      }),
    );
  });

  it("stands in a world whose bars are longer", () => {
    fc.assert(
      fc.property(someRows(1, 12), (rows) => {
        const world = garbledWorld(rows);
        expect(new MarketHistory(world, MATURITY).length).toBe(rows.length);
        for (const [i, gap] of gapsOf(world).entries()) expect(gap).not.toBe(gapsOf(rows)[i]);
      }),
    );
  });
});

describe("unknowable cells", () => {
  it("are the label alone in a row that is there, label and close in one that is to come", () => {
    fc.assert(
      fc.property(someRows(1, 12), (rows) => {
        for (const row of rows) {
          expect(changed(row, withOtherLabel(row))).toEqual(["label"]);
          expect(changed(row, withOtherOutcome(row))).toEqual(["close", "label"]);
        }
      }),
    );
  });

  it("turn a label, and give one where there was none", () => {
    expect([otherLabel(1), otherLabel(-1), otherLabel(null)]).toEqual([-1, 1, 1]);
  });
});
