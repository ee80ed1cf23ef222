/** Toggles that change what models are asked, seen from the prompts of a pipeline. */
import { describe, expect, it } from "vitest";
import { buildPipeline } from "../../graphs/pipeline.ts";
import { auditRunReasoning } from "../../graphs/reasoning/audit-run.ts";
import { countRemarks, countStatuses } from "../../graphs/run-files.ts";
import { runPipeline } from "../../graphs/run.ts";
import type { RunConfigInput } from "../../graphs/run-config.ts";
import type { ChatModel } from "../../nodes/models/chat-model.ts";
import { makeSimulatedModel } from "../../nodes/models/providers/simulated-model.ts";
import { loadPrompts } from "../../nodes/prompts.ts";
import { pipelineOf, worldRows } from "../support/pipeline.ts";
import { newDirectory } from "../support/run-directory.ts";

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

const blocks = (texts: readonly string[]) => texts.flatMap((text) => text.split("\n\n"));
const order = (texts: readonly string[]) =>
  texts.flatMap((text) => /^(\w+) analyst: \w+, /.exec(text)?.[1] ?? []);

describe("quant first", () => {
  it("changes the order of the reports in the arbiter's prompt, and nothing else", async () => {
    const [usual, turned] = await Promise.all([decide(), decide({ quantFirst: true })]);
    const [before, after] = [blocks(usual.asked("arbitrate")), blocks(turned.asked("arbitrate"))];
    expect(after).not.toEqual(before);
    expect(after.toSorted()).toEqual(before.toSorted());
    expect([order(before), order(after)]).toEqual([
      ["sentiment", "quant"],
      ["quant", "sentiment"],
    ]);
    for (const node of ["analyzeSentiment", "analyzeQuant"]) {
      expect(turned.asked(node)).toEqual(usual.asked(node));
    }
  });
});

/** The simulated model, whose arbiter cites a case that is not there: the first time, or each time where its size is above a half. */
function careless(): ChatModel {
  const model = makeSimulatedModel();
  return {
    ...model,
    complete: async (request) => {
      const reply = await model.complete(request);
      if (request.node !== "arbitrate") return reply;
      const answer: { readonly size: number; readonly cited: readonly string[] } = JSON.parse(
        reply.text,
      );
      if (request.messages.length > 2 && answer.size <= 0.5) return reply;
      return { ...reply, text: JSON.stringify({ ...answer, cited: [...answer.cited, "c99"] }) };
    },
  };
}

async function runCareless(groundingGate: boolean) {
  const out = newDirectory();
  const config = { groundingGate, rows: { from: 4, to: 12 } };
  const { records } = await runPipeline(pipelineOf({ rows, config, model: careless() }), {
    out,
  });
  const { findings } = await auditRunReasoning(out);
  const foreign = findings.filter(({ kind }) => kind === "foreign case").length;
  return { foreign, remarks: countRemarks(records), statuses: countStatuses(records) };
}

describe("the grounding gate", () => {
  it("leaves no ungrounded decision in a run, and counts what it sent back", async () => {
    const [open, gated] = await Promise.all([runCareless(false), runCareless(true)]);
    expect(open.foreign).toBe(8);
    expect(open.statuses).toMatchObject({ decided: 8, abstained: 0 });
    expect(gated.foreign).toBe(0);
    expect(gated.remarks["arbitrate, sent back: foreign case"]).toBe(8);
    const { decided, abstained } = gated.statuses;
    expect(decided + abstained).toBe(8);
    expect([decided, abstained].every((count) => count > 0)).toBe(true);
    expect(gated.remarks["arbitrate, unusable: answer: ungrounded again"]).toBe(abstained);
  });
});

function runOf(singleCall: boolean, prompt?: string): string {
  const { parts } = pipelineOf({ rows, config: { singleCall } });
  const prompts = { ...loadPrompts(), ...(prompt !== undefined && { singleCall: prompt }) };
  return buildPipeline({ ...parts, prompts }).run;
}

describe("the single call", () => {
  it("shows one call all that the analysts are shown, and asks no other", async () => {
    const [usual, single] = await Promise.all([decide(), decide({ singleCall: true })]);
    expect(single.calls.map(({ node }) => node)).toEqual(["arbitrate"]);
    const [prompt = ""] = single.asked("arbitrate");
    const [evidence, cases] = blocks(usual.asked("analyzeQuant")).slice(-2);
    expect(prompt.split("\n\n").slice(-3)).toEqual([
      evidence,
      cases,
      blocks(usual.asked("analyzeSentiment")).at(-1),
    ]);
    expect(single.decision.status).toBe("decided");
  });

  it("says what stands in for the analysts", async () => {
    const { sentiment, quant, remarks } = await decide({ singleCall: true });
    expect([sentiment.opinion, quant.opinion]).toEqual([null, null]);
    const what = "no opinion: single call";
    expect(remarks).toEqual([
      { node: "analyzeQuant", kind: "stand-in", what },
      { node: "analyzeSentiment", kind: "stand-in", what },
    ]);
  });

  it("is not held to the size that voices allow", async () => {
    const all: ChatModel = {
      ...makeSimulatedModel(),
      complete: async () => ({
        text: JSON.stringify({
          action: -1,
          size: 1,
          confidence: 0.9,
          rationale: "Sell.",
          cited: [],
        }),
        finish: "stop",
        promptTokens: null,
        completionTokens: null,
      }),
    };
    const { graph } = pipelineOf({ rows, config: { singleCall: true }, model: all });
    expect((await graph.invoke({ row: ROW })).decision.score).toBe(-0.999);
  });

  it("leaves out what is switched off, and abstains without asking where nothing is left", async () => {
    const singleCall = true;
    const { asked } = await decide({ singleCall, without: ["analyzeSentiment", "retrieveCases"] });
    expect(asked("arbitrate")[0]).toMatch(/\n\nCases:\nnone\n\nNews:\nnone$/);
    const without = ["analyzeSentiment", "analyzeQuant", "retrieveCases"] as const;
    const { calls, decision } = await decide({ singleCall, without: [...without] });
    expect(calls).toEqual([]);
    expect(decision.status).toBe("abstained");
  });

  it("names another run when its prompt is edited, and only then", () => {
    expect(runOf(false, "Other rules.")).toBe(runOf(false));
    expect(runOf(true, "Other rules.")).not.toBe(runOf(true));
    expect(runOf(true)).not.toBe(runOf(false));
  });
});
