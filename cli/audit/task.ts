/** What an audit's workers are told and tell, and the subject that each builds for itself. */
import type { ErrorCode } from "../../data/errors.ts";
import type { MarketData } from "../../data/load-rows.ts";
import type { ExperimentName, TrialRows } from "../../graphs/audit/experiment.ts";
import type { ExperimentReport } from "../../graphs/audit/laboratory.ts";
import type { RowEvidence } from "../../graphs/audit/row-evidence.ts";
import type { AuditSubject } from "../../graphs/audit/subject.ts";
import type { Access } from "../../graphs/open-pipeline.ts";
import type { RunConfig } from "../../graphs/run-config.ts";
import { makeEmbedder } from "../../retrieval/embedders/make-embedder.ts";
import { loadNodesFile } from "../nodes-file.ts";

/** A configuration as plain data, which can be handed to a worker. */
export interface PlainSubject {
  readonly data: MarketData;
  readonly config: RunConfig;
  readonly access: Access;
  /** File of nodes of one's own. */
  readonly nodes: string | null;
  readonly warmUpBars: number;
}

/** What a worker is started with. */
export interface WorkerTask {
  readonly subject: PlainSubject;
  readonly rows: TrialRows;
  /** The experiment to make; null for the worker that decides the data as it is. */
  readonly experiment: { readonly name: ExperimentName; readonly checkPower: boolean } | null;
}

/** To a worker: decide this row, or here is the evidence of one that was asked for. */
export type ToWorker =
  | { readonly kind: "decide"; readonly row: number }
  | { readonly kind: "evidence"; readonly evidence: RowEvidence };

/** From a worker. */
export type FromWorker =
  | { readonly kind: "evidence"; readonly evidence: RowEvidence }
  | { readonly kind: "wanted"; readonly row: number }
  | { readonly kind: "row" }
  | { readonly kind: "report"; readonly report: ExperimentReport }
  | { readonly kind: "fault"; readonly code: ErrorCode | null; readonly message: string };

/** The subject itself, with an embedder of its own for every version of the data: none carries anything over. */
export async function subjectFrom(plain: PlainSubject): Promise<AuditSubject> {
  const { data, config, access, warmUpBars } = plain;
  const own = plain.nodes === null ? {} : await loadNodesFile(plain.nodes);
  const build: AuditSubject["build"] = async () => ({
    embedder: await makeEmbedder(config.embedder, access),
    ...own,
  });
  return { data, config, warmUpBars, build };
}
