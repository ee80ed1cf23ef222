/** Faults of state and surroundings: shifts by a row, caches, clocks, chance, data from elsewhere. */
import type { MarketRow } from "../../../../data/row.ts";
import type { NodeGround } from "../../../../graphs/own-nodes.ts";
import { makeAnalyzeSentiment } from "../../../../nodes/analyze-sentiment.ts";
import type { DecisionNodes } from "../../../../nodes/channels.ts";
import { loadPrompts } from "../../../../nodes/prompts.ts";
import { type PlantedLeak, withFeature, withNodes } from "./planted-leak.ts";

/** @param elsewhere rows that a leak brings along from outside of what it is given */
export function stateLeaks(elsewhere: readonly MarketRow[]): readonly PlantedLeak[] {
  const answersByRow = new Map<number, Awaited<ReturnType<DecisionNodes["analyzeSentiment"]>>>();
  return [
    {
      name: "next row's news",
      caughtBy: ["truncation", "perturbation", "canaries"],
      build: (ground) => {
        const analyze = sentimentNode(ground);
        return withNodes({
          analyzeSentiment: (input, view) => {
            const next = ground.data.rows[view.asOf + 1]?.observation ?? view.current();
            return analyze(input, {
              ...view,
              current: () => ({ ...next, close: view.current().close }),
            });
          },
        });
      },
    },
    {
      name: "next bar asked of the view, refusal swallowed",
      caughtBy: ["wall"],
      build: () =>
        withFeature("next_return", (view) => {
          try {
            return view.bar(view.asOf + 1).close / view.current().close - 1;
          } catch {
            return null;
          }
        }),
    },
    {
      name: "wall clock in a prompt",
      caughtBy: ["repeat"],
      build: () => withFeature("year", () => new Date().getFullYear()),
    },
    {
      name: "unseeded chance",
      caughtBy: ["repeat"],
      build: () => withFeature("noise", () => Math.random()),
    },
    {
      name: "cache keyed by the mood alone",
      caughtBy: ["order"],
      build: (ground) => {
        const analyze = sentimentNode(ground);
        const known = new Map<string, ReturnType<DecisionNodes["analyzeSentiment"]>>();
        return withNodes({
          analyzeSentiment: (input, view) => {
            const mood = view.current().dominantSentiment ?? "";
            const answer = known.get(mood) ?? analyze(input, view);
            known.set(mood, answer);
            return answer;
          },
        });
      },
    },
    {
      name: "cache keyed by row, kept across datasets",
      caughtBy: ["detached"],
      build: (ground) => {
        const analyze = sentimentNode(ground);
        return withNodes({
          analyzeSentiment: async (input, view) => {
            const answer = answersByRow.get(view.asOf) ?? (await analyze(input, view));
            answersByRow.set(view.asOf, answer);
            return answer;
          },
        });
      },
    },
    {
      name: "data from elsewhere, by row number",
      caughtBy: ["detached", "warm-up"],
      build: () =>
        withFeature("next_close", ({ asOf }) => elsewhere[asOf + 1]?.observation.close ?? null),
    },
    {
      name: "data from elsewhere, joined by time",
      caughtBy: ["calendar"],
      build: () => {
        const nextClose = new Map(
          elsewhere.map((row, at) => [
            row.observation.timeMs,
            elsewhere[at + 1]?.observation.close ?? null,
          ]),
        );
        return withFeature("next_move", (view) => {
          const next = nextClose.get(view.current().timeMs) ?? null;
          return next === null ? null : next / view.current().close - 1;
        });
      },
    },
    {
      name: "mean since the data's start",
      caughtBy: ["warm-up"],
      build: () =>
        withFeature("above_mean", (view) => {
          const closes = view.closes(view.asOf + 1);
          return view.current().close / (closes.reduce((sum, x) => sum + x, 0) / closes.length) - 1;
        }),
    },
    {
      name: "running state from row to row",
      caughtBy: ["order"],
      build: () => {
        let last = 0;
        return withFeature("change_since_last_call", (view) => {
          const change = view.current().close - last;
          last = view.current().close;
          return change;
        });
      },
    },
  ];
}

function sentimentNode({ models }: NodeGround): DecisionNodes["analyzeSentiment"] {
  const { analyzeSentiment: prompt } = loadPrompts();
  return makeAnalyzeSentiment({ model: models.analyzeSentiment, prompt, seed: 1, horizonBars: 2 });
}
