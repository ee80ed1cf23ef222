/** How an attack asks its models: each reply under its model's name, each question once, within one budget. */
import { describe, expect, it } from "vitest";
import { somePayloads } from "../../../data/attacks/catalogue.ts";
import { ReplayMissError, StoppedError } from "../../../data/errors.ts";
import { type AttackOptions, attackPipeline } from "../../../graphs/attack/attack.ts";
import type { AttackReport } from "../../../graphs/attack/report.ts";
import { parseRunConfig } from "../../../graphs/run-config.ts";
import type { ChatModel } from "../../../nodes/models/chat-model.ts";
import { type CallLine, totalLedger } from "../../../nodes/models/cost/ledger.ts";
import { forEachNode } from "../../../nodes/models/node-models.ts";
import type { ReplyMemory } from "../../../nodes/models/open-models.ts";
import { replyKey } from "../../../nodes/models/replies/reply-key.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { memoryReplies } from "../../nodes/models/replies/fakes.ts";
import { faultOf } from "../../support/fault.ts";
import { unevenModel } from "../../support/models.ts";
import { dataOf, worldRows } from "../../support/pipeline.ts";

const price = { inputUsd: 1000, outputUsd: 1000 };

const attacked = (options: Partial<AttackOptions>): Promise<AttackReport> =>
  attackPipeline({
    data: dataOf(worldRows(60)),
    config: parseRunConfig({ horizonBars: 2 }),
    model: named("gpt-a"),
    embedder: makeHashEmbedder(),
    payloads: somePayloads(6),
    rows: [20, 31],
    ...options,
  });

/** A model that answers as the simulated one and keeps the keys of what it was asked; a call costs 0.12 dollars. */
function named(name: string): ChatModel & { readonly keys: readonly string[] } {
  const origin = { provider: "openai", name, parameters: { maxTokens: 20 }, seeded: false };
  const model = unevenModel();
  const keys: string[] = [];
  return {
    id: `openai:${name}`,
    origin,
    keys,
    complete: async (request) => {
      keys.push(replyKey(origin, request));
      return { ...(await model.complete(request)), promptTokens: 100, completionTokens: 20 };
    },
  };
}

function remembered(mode: ReplyMemory["mode"], store = memoryReplies()) {
  return { memories: forEachNode(() => ({ store, mode })) };
}

/** Lines stand at their own cost. */
const UNPRICED = forEachNode(() => null);

describe("an attack's replies", () => {
  it("are stored under the model that gave them, with a model a node", async () => {
    const [reader, rule] = [named("gpt-a"), named("rule")];
    const store = memoryReplies();
    const model = { analyzeSentiment: reader, analyzeQuant: rule, arbitrate: rule };
    const { model: name } = await attacked({ model, service: remembered("live", store) });
    expect(name).toBe("openai:gpt-a, openai:rule");
    expect(store.written.toSorted()).toEqual([...reader.keys, ...rule.keys].toSorted());
  });

  it.each(["live", "refresh"] as const)(
    "are asked for once a question, whatever trial asks: %s",
    async (mode) => {
      const model = named("gpt-a");
      const lines: CallLine[] = [];
      await attacked({
        model,
        service: remembered(mode),
        concurrency: 6,
        onCall: (line) => lines.push(line),
      });
      expect(new Set(model.keys).size).toBe(model.keys.length);
      const { calls, cached } = totalLedger(lines, UNPRICED).total;
      // Two rows, each decided clean and twice for each of 6 payloads, by 3 nodes.
      expect({ calls, paid: calls - cached }).toEqual({ calls: 78, paid: model.keys.length });
    },
  );

  it("are checked for leaks when they come from the store, too", async () => {
    const service = remembered("live");
    const nodes = leaky();
    const first = await attacked({ service, nodes });
    expect(first.total.leaked).toBeGreaterThan(0);
    expect(await attacked({ service, nodes })).toEqual(first);
  });

  it("are missed by row and node in a replay", async () => {
    const fault = await faultOf(attacked({ service: remembered("replay") }));
    expect(fault).toBeInstanceOf(ReplayMissError);
    expect(fault).toHaveProperty("message", expect.stringMatching(/ for row 20, analyze/));
  });
});

describe("an attack's budget", () => {
  it("holds for all trials together, and the same attack goes on from its replies", async () => {
    const [whole, model, store] = [named("gpt-a"), named("gpt-a"), memoryReplies()];
    const expected = await attacked({ model: whole, service: remembered("live") });
    const lines: CallLine[] = [];
    const stopped = attacked({
      model,
      service: { ...remembered("live", store), price, maxCostUsd: 5 },
      onCall: (line) => lines.push(line),
    });
    expect(await faultOf(stopped)).toBeInstanceOf(StoppedError);
    const before = model.keys.length;
    expect(totalLedger(lines, UNPRICED).total.costUsd).toBeCloseTo(before * 0.12, 9);
    expect(before * 0.12).toBeLessThanOrEqual(5);
    expect(store.written).toHaveLength(before);

    expect(await attacked({ model, service: remembered("live", store) })).toEqual(expected);
    expect(model.keys.toSorted()).toEqual(whole.keys.toSorted());
  });
});

/** Nodes of which one forwards the row's news to the arbiter. */
function leaky(): NonNullable<AttackOptions["nodes"]> {
  return {
    analyzeSentiment: (_input, view) => ({
      sentiment: { opinion: null, reason: view.current().summary ?? "", quotes: [], evidence: [] },
    }),
  };
}
