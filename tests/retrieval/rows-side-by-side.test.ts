/** The walk-forward retriever at work: rows side by side, no work done twice, options refused. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../data/errors.ts";
import type { Embedder } from "../../retrieval/embedder.ts";
import { TurnQueue } from "../../retrieval/turn-queue.ts";
import { makeWalkForwardRetriever } from "../../retrieval/walk-forward-retriever.ts";
import { historyOf } from "./market-fixture.ts";
import { delayed, embedder, makeMemory, parts, sketch, walk } from "./walk-fixture.ts";

describe("rows side by side", () => {
  it("get the answers of a walk in order, whatever the delays", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sketch, { minLength: 2, maxLength: 25 }),
        fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 30 }),
        fc.boolean(),
        async (rows, delays, ordered) => {
          const maturity = { horizonBars: 1, labelLagBars: 2 };
          const walked = await walk(rows, maturity, parts);
          const history = historyOf(rows, maturity);
          const turns = new TurnQueue();
          let built = 0;
          const retriever = makeWalkForwardRetriever({
            ...parts,
            embedder: delayed(delays),
            makeMemory: (dimensions) => {
              built++;
              return makeMemory(dimensions);
            },
            turns: ordered ? turns : undefined,
          });
          for (const row of rows.keys()) turns.expect(row);
          const answers = await Promise.all(
            rows.map((_, row) => retriever.retrieve(history.asOf(row))),
          );
          expect(answers).toEqual(walked);
          expect(built).toBeLessThanOrEqual(ordered ? 1 : rows.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("are not held up by a row whose embedding failed, and it still enters the memory", async () => {
    const rows = Array.from({ length: 8 }, (_, row) => ({
      close: 100 + row,
      summary: `news ${row}`,
    }));
    const maturity = { horizonBars: 1, labelLagBars: 1 };
    const walked = await walk(rows, maturity, parts);
    const history = historyOf(rows, maturity);
    const turns = new TurnQueue();
    let failures = 1;
    const flaky: Embedder = {
      ...embedder,
      async embed(texts) {
        if (texts.includes("news 3") && failures-- > 0) throw new Error("service down");
        return embedder.embed(texts);
      },
    };
    const retriever = makeWalkForwardRetriever({ ...parts, embedder: flaky, turns });
    for (const row of rows.keys()) turns.expect(row);
    const answers = await Promise.allSettled(
      rows.map((_, row) => retriever.retrieve(history.asOf(row))),
    );
    for (const [row, answer] of answers.entries()) {
      expect(answer).toEqual(
        row === 3
          ? { status: "rejected", reason: new Error("service down") }
          : { status: "fulfilled", value: walked[row] },
      );
    }
    expect(await retriever.retrieve(history.asOf(3))).toEqual(walked[3]);
  });
});

describe("work", () => {
  it("is done once a row: each text is embedded once in a walk, and in few calls when catching up", async () => {
    const rows = Array.from({ length: 150 }, (_, row) => ({ close: 1, summary: `news ${row}` }));
    const maturity = { horizonBars: 1, labelLagBars: 1 };
    const calls: number[] = [];
    const counting: Embedder = {
      ...embedder,
      embed: (texts) => {
        calls.push(texts.length);
        return embedder.embed(texts);
      },
    };
    await walk(rows, maturity, { ...parts, embedder: counting });
    expect(calls).toEqual(Array.from({ length: 150 }, () => 1));
    calls.length = 0;
    const late = makeWalkForwardRetriever({ ...parts, embedder: counting });
    await late.retrieve(historyOf(rows, maturity).asOf(149));
    expect(calls).toEqual([1, 64, 64, 20]);
    // Entered rows are forgotten: going back costs their texts again (rows 0 to 8; row 10 as the query).
    calls.length = 0;
    await late.retrieve(historyOf(rows, maturity).asOf(10));
    expect(calls).toEqual([1, 9]);
  });
});

describe("options and features out of range", () => {
  it.each([
    [{ k: 0 }, RangeError],
    [{ k: 1.5 }, RangeError],
    [{ gapBars: -1 }, RangeError],
    [{ weights: { features: 1, text: 1 } }, UsageError],
  ])("%j is refused", (bad, error) => {
    expect(() => makeWalkForwardRetriever({ ...parts, ...bad })).toThrow(error);
  });

  it("a feature that is not finite is refused", async () => {
    const history = historyOf([{ close: 1 }], { horizonBars: 1, labelLagBars: 1 });
    const retriever = makeWalkForwardRetriever({
      ...parts,
      featuresOf: ({ asOf }) => ({ row: asOf, features: [], scaled: [NaN] }),
    });
    await expect(retriever.retrieve(history.asOf(0))).rejects.toThrow(
      "scaled features: expected finite components, was NaN at 0",
    );
  });

  it("features of another row are refused", async () => {
    const history = historyOf([{ close: 1 }], { horizonBars: 1, labelLagBars: 1 });
    const retriever = makeWalkForwardRetriever({
      ...parts,
      featuresOf: () => ({ row: 1, features: [], scaled: [0] }),
    });
    await expect(retriever.retrieve(history.asOf(0))).rejects.toThrow("expected row 0, was 1");
  });
});
