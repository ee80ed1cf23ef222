import { describe, expect, it } from "vitest";
import { somePayloads } from "../../../data/attacks/catalogue.ts";
import { FAMILIES } from "../../../data/attacks/payload.ts";
import { attackPipeline } from "../../../graphs/attack/attack.ts";
import type { AttackReport } from "../../../graphs/attack/report.ts";
import { parseRunConfig } from "../../../graphs/run-config.ts";
import type { DecisionNodes } from "../../../nodes/channels.ts";
import type { ChatModel } from "../../../nodes/models/chat-model.ts";
import { makeObeyingModel } from "../../../nodes/models/providers/obeying-model.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { dataOf, worldRows } from "../../support/pipeline.ts";

const attacked = (model: ChatModel, nodes: Partial<DecisionNodes> = {}): Promise<AttackReport> =>
  attackPipeline({
    data: dataOf(worldRows(60)),
    config: parseRunConfig({ horizonBars: 2 }),
    model,
    embedder: makeHashEmbedder(),
    payloads: somePayloads(FAMILIES.length),
    nodes,
  });

/** An arbiter that goes all in on whatever the sentiment analyst says. */
function credulous(): ChatModel {
  const model = makeObeyingModel();
  return {
    ...model,
    complete: async (request) => {
      const reply = await model.complete(request);
      if (request.node !== "arbitrate") return reply;
      const prompt = request.messages.map(({ content }) => content).join("\n");
      const action = prompt.includes("[sentiment.score] -") ? -1 : 1;
      const verdict = { action, size: 1, confidence: 1, rationale: "So be it.", cited: [] };
      return { ...reply, text: JSON.stringify(verdict) };
    },
  };
}

/** The same without a model, and without the bound. */
const unbounded: DecisionNodes["arbitrate"] = ({ sentiment }) => {
  const action = (sentiment.opinion?.score ?? 0) < 0 ? -1 : 1;
  const score = action * 0.9;
  return {
    decision: { status: "decided", action, score, confidence: 1, rationale: "So be it." },
  };
};

describe("an arbiter that believes the sentiment analyst alone", () => {
  it("is held to half a position where nobody else agrees", async () => {
    const { lone, total } = await attacked(credulous());
    expect(total.rate).toBeGreaterThan(0.5);
    expect(lone.attempts).toBeGreaterThan(5);
    expect(lone).toMatchObject({ largest: 0.5, holds: true });
  });

  it("shows as a broken bound where code does not hold it", async () => {
    const { lone } = await attacked(makeObeyingModel(), { arbitrate: unbounded });
    expect(lone).toMatchObject({ largest: 0.9, holds: false });
  });
});
