/** The null world must clear honest strategies, and must catch a backtester whose fills peek and an agent that cheats. */
import { describe, expect, it } from "vitest";
import { barReturns } from "../../../backtest/bar-returns.ts";
import { makeWorld } from "../../../data/worlds/make-world.ts";
import { nullControls } from "../../../graphs/controls/null-controls.ts";
import type { Observed } from "../../../graphs/controls/observe.ts";
import { tryAgent } from "../../../graphs/controls/trial.ts";
import { AGENT } from "../../../graphs/run-positions.ts";
import type { DecisionNodes } from "../../../nodes/channels.ts";
import { pipelineOf } from "../../support/pipeline.ts";
import { fillsMovedBy, linesOf, observedBy, scoredBy, verdictsOf } from "./observed.ts";

const observed = observedBy("momentum");
const ALL = ["gross", "coverage", "skill", "books"];

describe("in the null world", () => {
  it("every honest strategy passes, and so do the leaderboard's intervals", () => {
    const lines = linesOf(nullControls(observed, scoredBy()));
    expect([...lines.keys()]).toEqual([
      "agent",
      "always_long",
      "always_short",
      "previous_signal",
      "momentum",
      "ema_3_over_7",
      "mvrv_momentum_sign",
      "bootstrap_intervals",
    ]);
    expect([...lines.values()].map(({ verdict }) => verdict)).toEqual(Array(8).fill("holds"));
    expect(verdictsOf(lines.get("momentum"))).toEqual({ holds: ALL, fails: [], open: [] });
  });

  it("fills one bar early are caught by every rule that follows prices, and by no other", () => {
    const lines = linesOf(nullControls(observed, scoredBy(fillsMovedBy(-1))));
    for (const rule of ["momentum", "ema_3_over_7", "mvrv_momentum_sign"]) {
      expect({ rule, ...verdictsOf(lines.get(rule)) }).toEqual({
        rule,
        holds: ["books"],
        fails: ["gross", "coverage", "skill"],
        open: [],
      });
    }
    expect(lines.get("always_long")?.verdict).toBe("holds");
  });

  it("fills one bar late earn nothing either", () => {
    const lines = linesOf(nullControls(observed, scoredBy(fillsMovedBy(1))));
    expect(lines.get("momentum")?.verdict).toBe("holds");
  });

  it("a free entry is caught in the books", () => {
    const lines = linesOf(
      nullControls(
        observed,
        scoredBy((bars) => {
          const { gross, net } = barReturns(bars);
          const entry = Math.abs(bars.positions[0] ?? 0) * bars.costs.commission;
          return { gross, net: net.map((earned, i) => (i === 0 ? earned + entry : earned)) };
        }),
      ),
    );
    expect(verdictsOf(lines.get("always_long")).fails).toEqual(["books"]);
    expect(lines.get("momentum")?.verdict).toBe("holds");
  });

  it("half of the costs forgotten is caught in the books", () => {
    const lines = linesOf(
      nullControls(
        observed,
        scoredBy((bars) => {
          const { gross, net } = barReturns(bars);
          return { gross, net: net.map((earned, i) => (earned + (gross[i] ?? NaN)) / 2) };
        }),
      ),
    );
    expect(verdictsOf(lines.get("momentum")).fails).toEqual(["books"]);
  });

  it("who takes no position is not judged", () => {
    const idle = observed.nullAgent.map((trial) => ({
      ...trial,
      positions: { [AGENT]: new Float64Array(trial.closes.length) },
    }));
    const lines = linesOf(nullControls({ ...observed, nullAgent: idle }, scoredBy()));
    expect(lines.get(AGENT)).toMatchObject({ verdict: "n/a" });
  });
});

/** Worlds by seed, decided by an agent with an analyst of its own. */
async function decidedWith(
  makeAnalyst: (closes: readonly number[]) => DecisionNodes["analyzeSentiment"],
): Promise<Observed> {
  const nullAgent = [];
  for (let seed = 0; seed < 4; seed += 1) {
    const rows = [...makeWorld({ kind: "null", rows: 40, seed })];
    const analyzeSentiment = makeAnalyst(rows.map(({ observation }) => observation.close));
    const pipeline = pipelineOf({
      rows,
      config: { without: ["extractFeatures", "retrieveCases", "analyzeQuant", "arbitrate"] },
      nodes: { analyzeSentiment },
    });
    nullAgent.push(await tryAgent(pipeline, seed, { concurrency: 4, onRow: () => {} }));
  }
  return { ...observed, nullAgent };
}

function sure(side: number): ReturnType<DecisionNodes["analyzeSentiment"]> {
  const stance = side < 0 ? "bearish" : "bullish";
  const opinion = { stance, score: side, confidence: 0.9, cited: [] } as const;
  return {
    sentiment: { opinion: { ...opinion, cited: [] }, reason: null, quotes: [], evidence: [] },
  };
}

describe("an agent", () => {
  it("that holds the next close behind the views' back is caught", async () => {
    const cheating = await decidedWith((closes) => (_input, view) => {
      const now = closes[view.asOf] ?? NaN;
      return sure((closes[view.asOf + 1] ?? now) < now ? -0.9 : 0.9);
    });
    const lines = linesOf(nullControls(cheating, scoredBy()));
    expect(verdictsOf(lines.get(AGENT)).fails).toEqual(
      expect.arrayContaining(["coverage", "skill"]),
    );
    expect(lines.get(AGENT)?.skill.figure).toBe(0.5);
  });

  it("that holds the last close is not", async () => {
    const honest = await decidedWith((closes) => (_input, view) => {
      const now = closes[view.asOf] ?? NaN;
      return sure((closes[view.asOf - 1] ?? now) < now ? -0.9 : 0.9);
    });
    const lines = linesOf(nullControls(honest, scoredBy()));
    expect(verdictsOf(lines.get(AGENT)).fails).toEqual([]);
    expect(lines.get(AGENT)?.skill.figure).toBeLessThan(0.2);
  });
});
