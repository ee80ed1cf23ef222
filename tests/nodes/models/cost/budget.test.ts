import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import type { ModelOrigin } from "../../../../nodes/models/chat-model.ts";
import { Budget } from "../../../../nodes/models/cost/budget.ts";
import { faultOf, thrownBy } from "../../../support/fault.ts";
import { settleAll } from "../replies/fakes.ts";

const KNOWN: ModelOrigin = { provider: "openai", name: "gpt-4.1", parameters: {}, seeded: true };
const UNKNOWN: ModelOrigin = { ...KNOWN, name: "gpt-next" };

/** Reserve so much, or settle the n-th open reservation at a share of it. Whole dollars, exact as numbers. */
const steps = fc.array(
  fc.oneof(
    fc.record({ reserve: fc.integer({ min: 0, max: 40 }) }),
    fc.record({ settle: fc.nat({ max: 5 }), saved: fc.nat({ max: 40 }) }),
  ),
  { maxLength: 60 },
);

/** What was set aside, null for a refusal. */
function reservedOf(budget: Budget, usd: number): number | null {
  try {
    return budget.reserve(usd);
  } catch (error) {
    if (error instanceof StoppedError) return null;
    throw error;
  }
}

describe("the budget", () => {
  it("books what calls cost and gives back what they left", () => {
    const budget = new Budget({ maxUsd: 1 });
    const [first, second] = [budget.reserve(0.5), budget.reserve(0.25)];
    expect([budget.spentUsd, budget.reservedUsd]).toEqual([0, 0.75]);
    budget.settle(first, 0.125);
    expect([budget.spentUsd, budget.reservedUsd]).toEqual([0.125, 0.25]);
    budget.settle(second, 0);
    expect([budget.spentUsd, budget.reservedUsd]).toEqual([0.125, 0]);
  });

  it("spends no more than its limit, however calls overlap, while none costs more than reserved", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(30), steps, (maxUsd, spent, walk) => {
        const budget = new Budget({ maxUsd, spentUsd: Math.min(maxUsd, spent) });
        const open: number[] = [];
        const outcomes: { fits: boolean; taken: boolean }[] = [];
        for (const step of walk) {
          if ("reserve" in step) {
            const fits = budget.spentUsd + budget.reservedUsd + step.reserve <= maxUsd;
            const reserved = reservedOf(budget, step.reserve);
            outcomes.push({ fits, taken: reserved !== null });
            if (reserved !== null) open.push(reserved);
          } else {
            const [reserved] = open.splice(step.settle, 1);
            if (reserved === undefined) continue;
            budget.settle(reserved, Math.max(0, reserved - step.saved));
          }
          expect(budget.spentUsd).toBeLessThanOrEqual(maxUsd);
          expect(budget.reservedUsd).toBe(open.reduce((sum, usd) => sum + usd, 0));
        }
        expect(outcomes.filter(({ fits, taken }) => fits !== taken)).toEqual([]);
      }),
    );
  });

  it("may be spent to the last cent, and says what refused the next", () => {
    const budget = new Budget({ maxUsd: 0.5, spentUsd: 0.25 });
    budget.reserve(0.25);
    const fault = thrownBy(() => budget.reserve(0.0625));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({
      message:
        "the limit of $0.5000 is reached: $0.2500 spent, $0.2500 reserved for calls under way, " +
        "and the next call may cost $0.0625. The same command with a higher --max-cost goes on",
    });
    expect(budget.reservedUsd).toBe(0.25);
  });

  it("without a limit books all the same", () => {
    const budget = new Budget({ maxUsd: null });
    budget.settle(budget.reserve(1e9), 1e6);
    expect(budget.spentUsd).toBe(1e6);
  });

  it("keeps no rest of fractions when nothing is under way", () => {
    const budget = new Budget({ maxUsd: null });
    const open = [0.1, 0.2, 0.3].map((usd) => budget.reserve(usd));
    for (const usd of open) budget.settle(usd, 0);
    expect(budget.reservedUsd).toBe(0);
  });

  it("waits for money that calls under way may give back", async () => {
    const budget = new Budget({ maxUsd: 1 });
    const [first, second] = [budget.reserve(0.5), budget.reserve(0.5)];
    let got: number | null = null;
    const waiting = budget.reserveInTurn(0.75).then((usd) => (got = usd));
    budget.settle(first, 0.125);
    await settleAll();
    expect(got).toBeNull();
    budget.settle(second, 0.125);
    expect(await waiting).toBe(0.75);
    expect(budget.reservedUsd).toBe(0.75);
  });

  it("waits for nothing that cannot come back", async () => {
    const budget = new Budget({ maxUsd: 1, spentUsd: 0.5 });
    budget.reserve(0.25);
    expect(await faultOf(budget.reserveInTurn(0.625))).toBeInstanceOf(StoppedError);
  });

  it("gives what came back to one of two who wait, and refuses the other in the end", async () => {
    const budget = new Budget({ maxUsd: 1 });
    const first = budget.reserve(1);
    const ended: string[] = [];
    const waits = ["one", "two"].map(async (name) => {
      const usd = await budget.reserveInTurn(0.75);
      ended.push(name);
      await settleAll();
      budget.settle(usd, 0.75);
    });
    budget.settle(first, 0);
    const outcomes = await Promise.allSettled(waits);
    expect(ended).toEqual(["one"]);
    expect(outcomes[1]).toMatchObject({ status: "rejected", reason: { code: "STOPPED" } });
    expect(budget.spentUsd).toBe(0.75);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d as an amount", (usd) => {
    expect(thrownBy(() => new Budget({ maxUsd: usd }))).toBeInstanceOf(UsageError);
    const budget = new Budget({ maxUsd: null });
    expect(() => new Budget({ maxUsd: 1, spentUsd: usd })).toThrow(RangeError);
    expect(() => budget.reserve(usd)).toThrow(RangeError);
    expect(() => budget.settle(budget.reserve(1), usd)).toThrow(RangeError);
  });

  it("takes up a run again and again without counting it twice", () => {
    const budget = new Budget({ maxUsd: 1 });
    budget.settle(budget.reserve(0.25), 0.25);
    budget.resume(0.5);
    budget.resume(0.5);
    expect(budget.spentUsd).toBe(0.5);
    expect(() => budget.resume(Number.NaN)).toThrow(RangeError);
  });

  it("settles nothing that was not reserved", () => {
    const budget = new Budget({ maxUsd: 1 });
    budget.settle(budget.reserve(0.5), 0.5);
    expect(() => budget.settle(0.5, 0.5)).toThrow("expected an open reservation");
  });
});

describe("a price for every model", () => {
  it("is asked for where there is a limit, and how to give it is said", () => {
    const fault = thrownBy(() => new Budget({ maxUsd: 1 }).mustBePriced([KNOWN, UNKNOWN]));
    expect(fault).toBeInstanceOf(UsageError);
    expect(fault).toMatchObject({
      message:
        "--max-cost: expected a model with a known price, was openai:gpt-next. " +
        "Give its price with --price IN,OUT (US dollars per million input and output tokens)",
    });
  });

  it("may be known, given, or needed by no limit", () => {
    expect(() => {
      new Budget({ maxUsd: 1 }).mustBePriced([KNOWN]);
      new Budget({ maxUsd: 1 }).mustBePriced([UNKNOWN], { inputUsd: 1, outputUsd: 2 });
      new Budget({ maxUsd: null }).mustBePriced([UNKNOWN]);
    }).not.toThrow();
  });
});
