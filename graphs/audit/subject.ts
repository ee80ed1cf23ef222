/** What an audit is given: a dataset, and how to build what decides its rows, over that dataset or any other. */
import type { MarketData } from "../../data/load-rows.ts";
import type { NodeGround } from "../own-nodes.ts";
import type { PipelineParts } from "../pipeline.ts";
import type { RunConfig } from "../run-config.ts";

/** The parts of a pipeline that an audit leaves to its subject. */
export type AuditedParts = Pick<PipelineParts, "embedder" | "prompts" | "nodes" | "nodesVersion">;

/** What is audited. */
export interface AuditSubject {
  readonly data: MarketData;
  readonly config: RunConfig;
  /**
   * Builds embedder and nodes of one's own, some dozens of times, over rows that may differ from the dataset's, or be
   * fewer; some arrive while the pipeline is there. Whatever is computed from rows must be computed in here, from the
   * rows given: what is brought along from outside is not varied, and an audit finds out about it only where it
   * goes by the row's number or by the time. The models answer with a hash of their prompt.
   */
  readonly build: (ground: NodeGround) => AuditedParts | Promise<AuditedParts>;
  /** Bars after which results must not depend on where the data starts, at least 1. @default 49, the longest feature's */
  readonly warmUpBars?: number;
}
