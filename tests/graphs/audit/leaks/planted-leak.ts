/** What a planted leak is, and the pieces that leaks are built of. */
import type { PointInTimeView } from "../../../../data/history.ts";
import type { MarketRow } from "../../../../data/row.ts";
import type { ExperimentName } from "../../../../graphs/audit/experiment.ts";
import type { AuditedParts } from "../../../../graphs/audit/subject.ts";
import type { NodeGround } from "../../../../graphs/own-nodes.ts";
import type { DecisionNodes } from "../../../../nodes/channels.ts";
import { makeExtractFeatures } from "../../../../nodes/extract-features.ts";
import { makeHashEmbedder } from "../../../../retrieval/embedders/hash-embedder.ts";

/** A small fault of the kind a tired engineer makes. */
export interface PlantedLeak {
  /** As the README's table has it. */
  readonly name: string;
  /** Every experiment that must find it, and no other may: what it reads, the others leave as it is. */
  readonly caughtBy: readonly ExperimentName[];
  readonly build: (ground: NodeGround) => AuditedParts | Promise<AuditedParts>;
}

/** The usual parts with these nodes. */
export function withNodes(nodes: Partial<DecisionNodes>): AuditedParts {
  return { embedder: makeHashEmbedder(), nodes };
}

/** The usual features and one more, which every prompt of the quant analyst shows. */
export function withFeature(
  name: string,
  value: (view: PointInTimeView) => number | null,
): AuditedParts {
  const extract = makeExtractFeatures();
  return withNodes({
    extractFeatures: async (view) => {
      const made = await extract(view);
      const found = value(view);
      const absence = found === null ? "undefined" : null;
      const feature = { name, value: found, absence } as const;
      return {
        ...made,
        features: { ...made.features, features: [...made.features.features, feature] },
      };
    },
  });
}

export function closesOf(rows: readonly MarketRow[]): readonly number[] {
  return rows.map(({ observation }) => observation.close);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}
