/** Toggles that change what models are asked, seen from the prompts of a pipeline. */
import { describe, expect, it } from "vitest";
import type { RunConfigInput } from "../../graphs/run-config.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";

const rows = worldRows(12);
const ROW = 11;

/** What the simulated model decided on one row, and what each node asked of it. */
async function decide(config: RunConfigInput = {}) {
  const state = await pipelineOf({ rows, config }).graph.invoke({ row: ROW });
  const asked = (node: string): readonly string[] =>
    state.calls.flatMap((call) =>
      call.node === node ? [call.messages.map(({ content }) => content).join("\n\n")] : [],
    );
  return { ...state, asked };
}

describe("quant first", () => {
  it("changes the order of the reports in the arbiter's prompt, and nothing else", async () => {
    const [usual, turned] = await Promise.all([decide(), decide({ quantFirst: true })]);
    const blocks = (texts: readonly string[]) => texts.flatMap((text) => text.split("\n\n"));
    const [before, after] = [blocks(usual.asked("arbitrate")), blocks(turned.asked("arbitrate"))];
    expect(after).not.toEqual(before);
    expect(after.toSorted()).toEqual(before.toSorted());
    const order = (texts: readonly string[]) =>
      texts.flatMap((text) => /^(\w+) analyst: \w+, /.exec(text)?.[1] ?? []);
    expect([order(before), order(after)]).toEqual([
      ["sentiment", "quant"],
      ["quant", "sentiment"],
    ]);
    for (const node of ["analyzeSentiment", "analyzeQuant"]) {
      expect(turned.asked(node)).toEqual(usual.asked(node));
    }
  });
});
