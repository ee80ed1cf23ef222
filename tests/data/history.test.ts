import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InputError, LookAheadError } from "../../data/errors.ts";
import { MarketHistory, type PointInTimeView } from "../../data/history.ts";
import { thrownBy } from "../support/fault.ts";
import { someRows } from "../support/row-arbitrary.ts";
import { makeRows, viewOf } from "../support/rows.ts";

const ROWS = makeRows({
  close: [100, 110, 121, 60.5, 242, 1],
  label: [1, -1, null, 1, -1, 1],
});

/** The reads of a view, by what they read. */
const READS = {
  bar: (view: PointInTimeView, row: number) => view.bar(row).row,
  outcome: (view: PointInTimeView, row: number) => view.outcome(row),
  label: (view: PointInTimeView, row: number) => view.label(row),
  view: (view: PointInTimeView, row: number) => view.back(row).asOf,
};

describe("a view of the history", () => {
  it("reads every bar at or before its row, and its own as the current one", () => {
    const view = viewOf(ROWS, 3);
    expect([0, 1, 2, 3].map((row) => view.bar(row).close)).toEqual([100, 110, 121, 60.5]);
    expect(view.current()).toBe(view.bar(3));
  });

  it("gives the last closes, oldest first, as far as there are any", () => {
    const view = viewOf(ROWS, 3);
    expect([...view.closes(2)]).toEqual([121, 60.5]);
    expect([...view.closes(4)]).toEqual([100, 110, 121, 60.5]);
    expect([...view.closes(99)]).toEqual([100, 110, 121, 60.5]);
    expect(view.closes(0)).toHaveLength(0);
  });

  it("gives closes as a copy", () => {
    const view = viewOf(ROWS, 3);
    view.closes(1)[0] = 7;
    expect([...view.closes(1)]).toEqual([60.5]);
  });

  it("shows a label that was learnt late as if it had been there", () => {
    const maturity = { horizonBars: 1, labelLagBars: 2 };
    const history = new MarketHistory(
      ROWS.map(({ observation }) => ({ observation, label: null })),
      maturity,
    );
    const [before, early] = [history.asOf(3), history.asOf(2)];
    expect(before.label(1)).toBeNull();
    history.learnLabel(1, -1);
    expect(before.label(1)).toBe(-1);
    expect(thrownBy(() => early.label(1))).toBeInstanceOf(LookAheadError);
    for (const row of [-1, 0.5, 6]) {
      expect(() => history.learnLabel(row, 1)).toThrow("row: expected an integer from 0 to 5");
    }
  });

  it("computes outcomes over the horizon", () => {
    const view = viewOf(ROWS, 4);
    expect(view.outcome(0)).toBeCloseTo(0.21, 12);
    expect(view.outcome(1)).toBeCloseTo(60.5 / 110 - 1, 12);
    expect(view.outcome(2)).toBe(1);
  });

  it("knows an outcome and a label at the row where they mature, and not one row sooner", () => {
    const maturity = { horizonBars: 2, labelLagBars: 4 };
    const [before, after] = [viewOf(ROWS, 4, maturity), viewOf(ROWS, 5, maturity)];
    expect([before.hasOutcome(2), before.hasOutcome(3)]).toEqual([true, false]);
    expect([after.hasOutcome(3), after.hasOutcome(-1)]).toEqual([true, false]);
    expect(before.label(0)).toBe(1);
    expect(thrownBy(() => before.label(1))).toBeInstanceOf(LookAheadError);
    expect(after.label(1)).toBe(-1);
  });

  it.each([
    ["bar", 4, 4],
    ["outcome", 2, 4],
    ["label", 1, 4],
    ["view", 5, 5],
  ] as const)("says what it would not read: %s of row %i", (what, row, knownFrom) => {
    const view = viewOf(ROWS, 3, { horizonBars: 2, labelLagBars: 3 });
    const fault = thrownBy(() => READS[what](view, row));
    expect(fault).toBeInstanceOf(LookAheadError);
    expect(fault).toMatchObject({
      code: "LOOK_AHEAD",
      message: `look-ahead: ${what} of row ${row} is known from row ${knownFrom} on, but was asked for as of row 3`,
      fields: { what, asOf: 3, row, knownFrom },
    });
  });

  it.each(["bar", "outcome", "label", "view"] as const)(
    "has no %s of a row that is none",
    (what) => {
      const view = viewOf(ROWS, 5);
      expect(() => READS[what](view, -1)).toThrow(RangeError);
      expect(() => READS[what](view, 0.5)).toThrow(RangeError);
      expect(() => READS[what](view, NaN)).toThrow(LookAheadError);
    },
  );

  it("reads what is known and refuses all else, wherever it stands and whatever the lags", () => {
    fc.assert(
      fc.property(
        someRows(1, 12),
        fc.nat(11),
        fc.integer({ min: -3, max: 15 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("bar", "outcome", "label", "view" as const),
        (rows, at, row, horizonBars, labelLagBars, what) => {
          const asOf = at % rows.length;
          const view = viewOf(rows, asOf, { horizonBars, labelLagBars });
          const lag = { bar: 0, view: 0, outcome: horizonBars, label: labelLagBars }[what];
          expect(outcomeOf(() => READS[what](view, row))).toBe(
            row + lag > asOf ? "look-ahead" : row < 0 ? "no such row" : "read",
          );
        },
      ),
    );
  });

  it("goes back to earlier rows, under the same lags, and never forward again", () => {
    const maturity = { horizonBars: 1, labelLagBars: 3 };
    const earlier = viewOf(ROWS, 5, maturity).back(3);
    expect(earlier).toMatchObject({ asOf: 3, ...maturity });
    expect(earlier.current().close).toBe(60.5);
    expect(() => earlier.bar(4)).toThrow(LookAheadError);
    expect(() => earlier.back(5)).toThrow(LookAheadError);
    expect(earlier.back(3)).toBe(earlier);
  });
});

describe("the wall", () => {
  it("shows nothing but the row and the lags, whichever way a view is taken apart", () => {
    const view = viewOf(ROWS, 3, { horizonBars: 2, labelLagBars: 3 });
    const shown = { asOf: 3, horizonBars: 2, labelLagBars: 3 };
    expect(JSON.parse(JSON.stringify(view))).toEqual(shown);
    expect({ ...view }).toEqual(shown);
    expect(Reflect.ownKeys(view)).toEqual(Object.keys(shown));
  });

  it.each(["asOf", "horizonBars", "labelLagBars"])("does not let %s be changed", (field) => {
    const view = viewOf(ROWS, 3);
    expect(Reflect.set(view, field, field === "asOf" ? 5 : -9)).toBe(false);
    expect(Reflect.defineProperty(view, field, { value: 5 })).toBe(false);
    expect(() => view.bar(5)).toThrow(LookAheadError);
    expect(() => view.outcome(3)).toThrow(LookAheadError);
    expect(() => view.label(3)).toThrow(LookAheadError);
  });

  it("keeps labels out of observations", () => {
    const observation = viewOf(ROWS).current();
    const keys = Reflect.ownKeys(observation).map(String);
    expect(keys.filter((key) => /label|signal/i.test(key))).toEqual([]);
    expect(JSON.stringify(observation)).not.toMatch(/label|signal/i);
  });

  it("freezes observations, and copies them from the rows it was given", () => {
    const rows = makeRows({ close: [5] }).map(({ observation }) => ({
      observation: { ...observation },
      label: null,
    }));
    const view = viewOf(rows);
    for (const { observation } of rows) observation.close = 6;
    expect(view.current().close).toBe(5);
    expect(Reflect.set(view.current(), "close", 7)).toBe(false);
    expect(view.current().close).toBe(5);
  });
});

describe("a history", () => {
  const [first, second] = makeRows({ close: [1, 2] });

  it("takes rows one by one and lets no view see those that came after", () => {
    const history = new MarketHistory(ROWS.slice(0, 2), { horizonBars: 1, labelLagBars: 1 });
    const view = history.asOf(1);
    for (const row of ROWS.slice(2)) history.append(row);
    expect(history.length).toBe(6);
    expect(() => view.bar(2)).toThrow(LookAheadError);
    expect(view.outcome(0)).toBeCloseTo(0.1, 12);
    expect(history.asOf(5).bar(2).close).toBe(121);
  });

  it.each([
    ["a row out of turn", { row: 7 }, "expected row number 1, was 7"],
    ["the same row again", { row: 0 }, "expected row number 1, was 0"],
    ["an equal time", { timeMs: 0 }, "expected a time after 0, was 0"],
    ["an earlier time", { timeMs: -1 }, "expected a time after 0, was -1"],
    ["a price of 0", { close: 0 }, "column close: expected a valid observation"],
    ["a price that is no number", { close: NaN }, "column close: expected a valid observation"],
    ["a mood out of range", { sentimentIndex: 101 }, "column sentimentIndex"],
    ["an empty text", { summary: "" }, "column summary"],
    ["a field of no observation", { label: 1 }, "expected a valid observation"],
  ])("refuses %s and stays as it was", (_what, change, message) => {
    if (!first || !second) throw new Error("expected two rows");
    const history = new MarketHistory([first], { horizonBars: 1, labelLagBars: 1 });
    const row = { observation: { ...second.observation, ...change }, label: null };
    const fault = thrownBy(() => history.append(row));
    expect(fault).toBeInstanceOf(InputError);
    expect(fault).toMatchObject({ message: expect.stringContaining(message), fields: { row: 1 } });
    expect(history.length).toBe(1);
    history.append(second);
    expect(history.length).toBe(2);
  });

  it.each([-1, 6, 1.5, NaN])("has no view as of row %d", (row) => {
    const history = new MarketHistory(ROWS, { horizonBars: 1, labelLagBars: 1 });
    expect(() => history.asOf(row)).toThrow(
      new RangeError(`row: expected an integer from 0 to 5, was ${row}`),
    );
  });

  it.each([
    [{ horizonBars: 0, labelLagBars: 1 }, "horizonBars: expected an integer of at least 1, was 0"],
    [{ horizonBars: 1, labelLagBars: 0 }, "labelLagBars: expected an integer of at least 1, was 0"],
    [
      { horizonBars: 1.5, labelLagBars: 1 },
      "horizonBars: expected an integer of at least 1, was 1.5",
    ],
  ])("refuses the lags %j", (maturity, message) => {
    expect(() => new MarketHistory([], maturity)).toThrow(new RangeError(message));
  });
});

function outcomeOf(read: () => unknown): string {
  try {
    read();
    return "read";
  } catch (error) {
    if (error instanceof LookAheadError) return "look-ahead";
    return error instanceof RangeError ? "no such row" : "another error";
  }
}
