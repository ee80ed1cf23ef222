/** The reasoning audit as an evaluation shows it: figures whole, findings by a few examples. */
import { type AuditedRow, summariseReasoning } from "../../backtest/reasoning/reasoning-audit.ts";
import type { Finding } from "../../backtest/reasoning/finding.ts";
import type { ReasoningExample, ReasoningSection } from "./evaluation.ts";

const EXAMPLES = 3;

/** The section, and all findings in row order; null where no model gave reasons. */
export function reasoningSection(audited: readonly AuditedRow[]): {
  readonly section: ReasoningSection | null;
  readonly findings: readonly Finding[];
} {
  if (audited.length === 0) return { section: null, findings: [] };
  const { findings, ...figures } = summariseReasoning(audited);
  const rationales = new Map(audited.map(({ row }) => [row.row, row.rationale]));
  const examples = examplesOf(findings).map(({ row, node, kind, span, at, claims, isSo }) => {
    const rationale = rationales.get(row) ?? "";
    return { row, node, kind, span, at, claims, isSo, rationale };
  });
  return { section: { ...figures, findings: findings.length, examples }, findings };
}

/** The first, the middle and the last of the different things that a node was found to say, kind by kind. */
function examplesOf(findings: readonly Finding[]): readonly Omit<ReasoningExample, "rationale">[] {
  const groups = new Map<string, Map<string, Finding>>();
  for (const finding of findings) {
    const key = `${finding.node}\n${finding.kind}`;
    const spans = groups.get(key) ?? new Map<string, Finding>();
    groups.set(key, spans);
    if (!spans.has(finding.span)) spans.set(finding.span, finding);
  }
  return [...groups.values()].flatMap((spans) => {
    const distinct = [...spans.values()];
    const last = distinct.length - 1;
    const chosen = Array.from({ length: EXAMPLES }, (_, i) =>
      Math.round((i * last) / (EXAMPLES - 1)),
    );
    return [...new Set(chosen)].flatMap((at) => distinct[at] ?? []);
  });
}
