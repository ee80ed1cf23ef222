/** Which questions about the period the replies that ship with the sample are replies to. */

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
