/** How a command ends when rows failed: they are work left. */
import { StoppedError } from "../data/errors.ts";
import type { RowRecord } from "../graphs/row-record.ts";

/** Names the first of them; the same command tries them again. */
export function failedRows(records: readonly RowRecord[]): StoppedError {
  const failed = records.filter(({ decision }) => decision.status === "failed");
  const [first] = failed;
  const why = `row ${first?.row}: ${first?.decision.rationale}`;
  return new StoppedError(
    `${failed.length} of ${records.length} rows failed; the same command tries them again (${why})`,
  );
}
