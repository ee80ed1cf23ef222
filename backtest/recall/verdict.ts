/** What a probe came to: the rule that calls its figures a sign of memory, and the rule's error rate. */
import type { DirectionRecall, EventRecall } from "./choice-recall.ts";
import type { CloseRecall } from "./close-recall.ts";
import type { Luck } from "./luck.ts";
import type { TwinRecall } from "./twin-recall.ts";

/** The kinds of evidence, in the order in which they are shown. */
export const RECALL_KINDS = ["close", "direction", "event", "twins"] as const;
type RecallKind = (typeof RECALL_KINDS)[number];

/**
 * `knows`: at least one sign; `no sign`: none, though one could have shown; `unmeasured`: too few answers, or all
 * alike, so that none could; `rule`: there was no model to ask.
 */
export const RECALL_VERDICTS = ["knows", "no sign", "unmeasured", "rule"] as const;
export type RecallVerdict = (typeof RECALL_VERDICTS)[number];

/** How often a probe may accuse models whose answers have nothing to do with the rows. */
export const ERROR_RATE = 0.05;

/** What one model's answers came to. */
export interface ModelScores {
  /** The model's id. */
  readonly model: string;
  readonly close: CloseRecall;
  readonly direction: DirectionRecall;
  readonly event: EventRecall;
}

/** A figure that luck does not explain. */
export interface RecallSign {
  /** Null for the twins, which all models decide together. */
  readonly model: string | null;
  readonly kind: RecallKind;
}

/**
 * The chance of luck at or below which one figure is a sign: the error rate over all figures that are looked at
 * (Bonferroni), three a model and the twins' one.
 */
export function signLevel(models: number): number {
  return ERROR_RATE / (3 * models + 1);
}

/** Applies the rule to figures that were scored at `signLevel`. */
export function verdictOf(
  models: readonly ModelScores[],
  twins: TwinRecall | null,
): { readonly verdict: RecallVerdict; readonly signs: readonly RecallSign[] } {
  if (models.length === 0) return { verdict: "rule", signs: [] };
  const tests: readonly (RecallSign & { readonly luck: Luck })[] = [
    ...models.flatMap(({ model, close, direction, event }) => [
      { model, kind: "close" as const, luck: close.moves },
      { model, kind: "direction" as const, luck: direction.right },
      { model, kind: "event" as const, luck: event.right },
    ]),
    ...(twins === null ? [] : [{ model: null, kind: "twins" as const, luck: twins.changed }]),
  ];
  const signs = tests
    .filter(({ luck: { hits, needed } }) => needed !== null && hits >= needed)
    .map(({ model, kind }) => ({ model, kind }));
  if (signs.length > 0) return { verdict: "knows", signs };
  const couldShow = tests.some(({ luck }) => luck.needed !== null);
  return { verdict: couldShow ? "no sign" : "unmeasured", signs };
}
