/** Which questions of the probes the replies that ship with the sample are replies to. */
import { existsSync } from "node:fs";
import { SAMPLE_REPLIES } from "../data/sample-file.ts";

/** What was asked when they were recorded: of 40 rows spread over all of the sample, and 40 twins. */
const RECORDED = { rows: 40, seed: 1 } as const;

/** What decides which questions a probe asks. */
export interface ProbeSettings {
  readonly rows: number;
  readonly twins: number;
  readonly asset?: string | undefined;
  readonly seed?: number | undefined;
}

/** Whether the recorded replies serve these very questions, given that they serve the data. */
export function isRecordedProbe({
  rows,
  twins,
  asset,
  seed = RECORDED.seed,
}: ProbeSettings): boolean {
  const isSameTwins = twins === 0 || twins === RECORDED.rows;
  return rows === RECORDED.rows && isSameTwins && asset === undefined && seed === RECORDED.seed;
}

/** What was asked when replies to the probe of behaviour were recorded, of rows drawn from all of the sample. */
const RECORDED_BEHAVIOUR = { rows: 12, seed: 1 } as const;

/** What decides which rows a probe of behaviour asks about. The recorded model is greedy, so samples do not count. */
export interface BehaviourSettings {
  readonly rows: number;
  readonly seed?: number | null | undefined;
  /** Rows of the configuration; null for all. */
  readonly within: unknown;
}

/** Whether replies to the probe of behaviour ship and serve these very rows, given that they serve the data. */
export function isRecordedBehaviour({ rows, seed, within }: BehaviourSettings): boolean {
  const isSame = rows === RECORDED_BEHAVIOUR.rows && (seed ?? 1) === RECORDED_BEHAVIOUR.seed;
  return isSame && (within ?? null) === null && existsSync(SAMPLE_REPLIES.behaviour);
}
