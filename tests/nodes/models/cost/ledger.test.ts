import { describe, expect, it } from "vitest";
import { type CallLine, totalLedger } from "../../../../nodes/models/cost/ledger.ts";
import type { Price } from "../../../../nodes/models/cost/prices.ts";
import { forEachNode } from "../../../../nodes/models/node-models.ts";

const BOUND = { promptTokens: 200, completionTokens: 40 };
const PAID: CallLine = {
  node: "analyzeQuant",
  model: "m",
  cached: false,
  retries: 0,
  promptTokens: 100,
  completionTokens: 10,
  costUsd: 0.25,
  bookedUsd: 0.25,
  maybeBilled: 0,
  bound: null,
  latencyMs: 20,
  outcome: "reply",
};
const CACHED: CallLine = { ...PAID, cached: true, bookedUsd: 0, latencyMs: 1 };
const FAILED: CallLine = {
  ...PAID,
  promptTokens: null,
  completionTokens: null,
  costUsd: null,
  bookedUsd: 0,
  latencyMs: 900,
  outcome: "failed",
};
const NOTHING = {
  calls: 0,
  cached: 0,
  failed: 0,
  retries: 0,
  maybeBilled: 0,
  promptTokens: 0,
  completionTokens: 0,
  costUsd: 0,
  atMostUsd: 0,
  meanLatencyMs: null,
  p95LatencyMs: null,
};

/** 100 tokens in and 10 out are $0.11, 200 and 40 are $0.24. */
const PRICE: Price = { inputUsd: 1000, cachedInputUsd: null, outputUsd: 1000, long: null };
const unpriced = (lines: readonly CallLine[]) =>
  totalLedger(
    lines,
    forEachNode(() => null),
  );
const priced = (lines: readonly CallLine[]) =>
  totalLedger(
    lines,
    forEachNode(() => PRICE),
  );

describe("the ledger", () => {
  it("of no calls is nothing, and costs nothing", () => {
    expect(unpriced([])).toEqual({
      total: NOTHING,
      byNode: { analyzeSentiment: NOTHING, analyzeQuant: NOTHING, arbitrate: NOTHING },
    });
  });

  it("sums by node and in total; only new replies are paid", () => {
    const ledger = unpriced([
      PAID,
      { ...PAID, retries: 2, promptTokens: 50, costUsd: 0.5, latencyMs: 40 },
      CACHED,
      FAILED,
      { ...PAID, node: "arbitrate", latencyMs: 60 },
    ]);
    expect(ledger.byNode.analyzeQuant).toEqual({
      calls: 4,
      cached: 1,
      failed: 1,
      retries: 2,
      maybeBilled: 0,
      promptTokens: 150,
      completionTokens: 20,
      costUsd: 0.75,
      atMostUsd: 0.75,
      meanLatencyMs: 30,
      p95LatencyMs: 40,
    });
    expect(ledger.byNode.arbitrate).toMatchObject({ calls: 1, costUsd: 0.25, p95LatencyMs: 60 });
    expect(ledger.byNode.analyzeSentiment).toEqual(NOTHING);
    expect(ledger.total).toMatchObject({
      calls: 5,
      promptTokens: 250,
      costUsd: 1,
      meanLatencyMs: 40,
    });
  });

  it.each(["promptTokens", "completionTokens", "costUsd"] as const)(
    "does not know %s where one paid call does not say, and only there",
    (field) => {
      const known = { promptTokens: 200, completionTokens: 20, costUsd: 0.5 };
      const { total } = unpriced([PAID, { ...PAID, [field]: null }]);
      expect(total).toMatchObject({ ...known, [field]: null });
      expect(unpriced([PAID, PAID, { ...CACHED, [field]: null }]).total).toMatchObject(known);
    },
  );

  it("takes the nearest rank for the 95th percentile", () => {
    const lines = Array.from({ length: 100 }, (_, i) => ({ ...PAID, latencyMs: 100 - i }));
    expect(unpriced(lines).total.p95LatencyMs).toBe(95);
    expect(unpriced(lines.slice(0, 20)).total.p95LatencyMs).toBe(99);
    expect(unpriced(lines.slice(0, 1)).total.p95LatencyMs).toBe(100);
  });

  it("prices tokens at today's price, those of earlier calls too; where there is none, as they were", () => {
    const line = { ...PAID, costUsd: null, bookedUsd: null };
    expect(priced([line, PAID]).total.costUsd).toBeCloseTo(0.22, 12);
    expect(unpriced([line, PAID]).total.costUsd).toBeNull();
    expect(unpriced([PAID]).total).toMatchObject({ costUsd: 0.25, atMostUsd: 0.25 });
  });

  it("keeps the probe's calls apart, at the models' price where they have one", () => {
    const probing: CallLine = { ...PAID, node: "recall" };
    expect(unpriced([PAID])).not.toHaveProperty("recall");
    const ledger = priced([PAID, probing, probing]);
    expect(ledger.recall).toMatchObject({ calls: 2, costUsd: expect.closeTo(0.22, 12) });
    expect(ledger.byNode.analyzeQuant.calls).toBe(1);
    expect(ledger.total).toMatchObject({ calls: 3, costUsd: expect.closeTo(0.33, 12) });
    const mixed = forEachNode((node) => (node === "arbitrate" ? null : PRICE));
    expect(totalLedger([probing], mixed).recall).toMatchObject({ costUsd: 0.25 });
  });

  it("says what was paid for sure, and the most that it can have been", () => {
    const silent: CallLine = { ...FAILED, bookedUsd: 0.48, maybeBilled: 2, bound: BOUND };
    const { total, byNode } = priced([PAID, silent, { ...silent, node: "arbitrate" }]);
    expect(total).toMatchObject({ failed: 2, maybeBilled: 4 });
    expect(total.costUsd).toBeCloseTo(0.11, 12);
    expect(total.atMostUsd).toBeCloseTo(0.11 + 0.96, 12);
    expect(byNode.arbitrate.costUsd).toBe(0);
    expect(byNode.arbitrate.atMostUsd).toBeCloseTo(0.48, 12);
  });

  it("bounds a reply that does not say its tokens", () => {
    const line = { ...PAID, completionTokens: null, costUsd: null, bookedUsd: null, bound: BOUND };
    expect(priced([line]).total.costUsd).toBeNull();
    expect(priced([line]).total.atMostUsd).toBeCloseTo(0.24, 12);
  });

  it("falls back on what was booked, and does not know what was not", () => {
    const silent = { ...FAILED, maybeBilled: 1, bound: BOUND };
    expect(unpriced([{ ...silent, bookedUsd: 0.5 }]).total.atMostUsd).toBe(0.5);
    expect(unpriced([PAID, { ...silent, bookedUsd: null }]).total.atMostUsd).toBeNull();
    expect(priced([{ ...silent, bookedUsd: null, bound: null }]).total.atMostUsd).toBeNull();
  });
});
