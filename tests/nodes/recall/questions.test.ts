import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MARKS } from "../../../nodes/recall/answer-forms.ts";
import { drawEventOptions } from "../../../nodes/recall/event-options.ts";
import {
  MAX_EVENT_CHARS,
  closeQuestion,
  directionQuestion,
  eventQuestion,
} from "../../../nodes/recall/questions.ts";
import { worldRows } from "../../support/pipeline.ts";
import { makeRows } from "../../support/rows.ts";

const ASSET = "Bitcoin in US dollars";
const AT = Date.UTC(2025, 1, 24, 0, 10);
const HOUR = 3_600_000;

const texts = (at: number) => `The ${at}th exchange opened on Monday at $94,${100 + at}.`;
const dated = makeRows({
  close: Array.from({ length: 60 }, (_, row) => 94_000 + row * 10.5),
  summary: Array.from({ length: 60 }, (_, row) => texts(row)),
});

describe("questions", () => {
  it("say the time and the asset, and nothing else", () => {
    expect(closeQuestion(ASSET, AT).user).toBe(
      "What was the close of Bitcoin in US dollars at 2025-02-24 00:10 UTC?",
    );
    expect(directionQuestion(ASSET, AT, AT + HOUR).user).toBe(
      "Was the close of Bitcoin in US dollars at 2025-02-24 01:10 UTC higher (up) or lower (down) " +
        "than its close at 2025-02-24 00:10 UTC?",
    );
    expect(closeQuestion(ASSET, AT + 5000).user).toContain("2025-02-24 00:10:05 UTC");
  });

  it("hold no other date, no weekday and no level, of their own row or another's", () => {
    for (const { observation } of dated.slice(0, 10)) {
      const options = drawEventOptions(dated, observation.row, { gapBars: 8, seed: 1 });
      if (options === null) throw new Error("expected options");
      const { system, user } = eventQuestion(ASSET, AT, options.texts);
      const rest = `${system}\n${user}`.replace("2025-02-24 00:10", "");
      expect(rest).not.toMatch(/\d{4}-\d\d-\d\d|\d\d:\d\d|Monday|94,\d|\$\d/);
      for (const bar of dated) expect(rest).not.toContain(String(bar.observation.close));
      expect(rest).toContain("opened on (date) at (price)");
    }
  });

  it("tell the model that not to know is an answer", () => {
    for (const { system } of [
      closeQuestion(ASSET, AT),
      directionQuestion(ASSET, AT, AT + HOUR),
      eventQuestion(ASSET, AT, { A: "a", B: "b", C: "c", D: "d" }),
    ]) {
      expect(system).toMatch(/if you do not know/i);
    }
  });
});

describe("the texts to choose from", () => {
  const rows = worldRows(120);

  it("are four that differ, the row's own one of them, the same for the same seed", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: rows.length - 1 }),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(1000),
        (row, gapBars, seed) => {
          const options = drawEventOptions(rows, row, { gapBars, seed });
          const shown = Object.values(options?.texts ?? {});
          expect(new Set(shown).size).toBe(4);
          expect(MARKS).toContain(options?.truth);
          for (const text of shown)
            expect(Array.from(text).length).toBeLessThanOrEqual(MAX_EVENT_CHARS);
          const alone = drawEventOptions(
            rows.map((each, i) =>
              i === row
                ? each
                : { ...each, observation: { ...each.observation, summary: `Elsewhere ${i}.` } },
            ),
            row,
            { gapBars, seed },
          );
          const own = alone?.texts[alone.truth] ?? "";
          expect(shown.filter((text) => text === own)).toHaveLength(1);
          expect(options?.texts[options.truth]).toBe(own);
          expect(drawEventOptions(rows, row, { gapBars, seed })).toEqual(options);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("stand in every order: the right one is at each mark about as often", () => {
    const truths = Array.from(
      { length: 400 },
      (_, seed) => drawEventOptions(dated, seed % 60, { gapBars: 5, seed })?.truth,
    );
    for (const mark of MARKS) {
      const times = truths.filter((truth) => truth === mark).length;
      // 100 expected; four standard deviations are 35.
      expect(Math.abs(times - 100)).toBeLessThan(35);
    }
  });

  it("come from rows at least the gap away", () => {
    const others = Array.from({ length: 30 }, (_, seed) =>
      Object.values(drawEventOptions(dated, 30, { gapBars: 20, seed })?.texts ?? {})
        .map((text) => Number(/The (\d+)th/.exec(text)?.[1]))
        .filter((row) => row !== 30),
    ).flat();
    expect(others).toHaveLength(90);
    expect(Math.min(...others.map((row) => Math.abs(row - 30)))).toBe(20);
  });

  it("are of one column: key factors where there is no summary, none where there is neither", () => {
    const close = Array.from({ length: 12 }, () => 100);
    const keyFactors = close.map((_, row) => `Factor ${row}`);
    const only = makeRows({ close, keyFactors });
    const options = drawEventOptions(only, 0, { gapBars: 1, seed: 1 });
    expect(Object.values(options?.texts ?? {}).every((text) => text.startsWith("Factor"))).toBe(
      true,
    );
    expect(drawEventOptions(makeRows({ close }), 0, { gapBars: 1, seed: 1 })).toBeNull();
  });

  it("are none where too few others differ", () => {
    const close = Array.from({ length: 12 }, () => 100);
    const summary = close.map((_, row) => `Text ${row % 3}`);
    expect(drawEventOptions(makeRows({ close, summary }), 0, { gapBars: 1, seed: 1 })).toBeNull();
  });
});
