/** Whether a rationale keeps to what its writer was shown. */
import type { Finding, FindingKind } from "../../backtest/reasoning/finding.ts";

/** What is said, but was not shown or is not so. Polarity and form are other faults. */
const UNGROUNDED: ReadonlySet<FindingKind> = new Set<FindingKind>([
  "contradicted number",
  "unsupported number",
  "foreign case",
  "foreign id",
  "case outcome",
  "absent date",
  "absent event",
  "absent name",
  "quote",
]);

/** True where nothing is said that was not shown. */
export function isGrounded(findings: readonly Pick<Finding, "kind">[]): boolean {
  return !findings.some(({ kind }) => UNGROUNDED.has(kind));
}
