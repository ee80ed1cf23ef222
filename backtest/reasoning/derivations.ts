/** Numbers that follow from shown ones: sums, differences, means and ratios of what the sentence speaks of. */
import { tells } from "./equality.ts";
import type { Fact } from "./facts.ts";
import type { Quantity } from "./quantities.ts";

/** What the audit reckons with. Each needs a word that asks for it. */
const DERIVATIONS = ["sum", "difference", "mean", "ratio"] as const;
type Derivation = (typeof DERIVATIONS)[number];

const WORDS: Readonly<Record<Derivation, RegExp>> = {
  sum: /\b(?:sum|total|totals|totalling|together|combined|add up|adds up|net|cumulative)\b/i,
  difference:
    /\b(?:difference|gap|spread|apart|differ|differs|disagree by|margin|wider|narrower|exceeds?)\b/i,
  mean: /\b(?:mean|average|averages|averaged|averaging|on balance)\b/i,
  ratio: /\b(?:ratio|times|twice|double|half|fold)\b/i,
};

/**
 * How the number follows from the facts that its sentence speaks of; null where it does not, or no word says how.
 * @param facts of one unit or several; only facts of the same unit are put together
 */
export function derivationOf(
  quantity: Quantity,
  sentence: string,
  facts: readonly Fact[],
): Derivation | null {
  const units = [...new Set(facts.map(({ unit }) => unit))];
  const groups = units
    .map((unit) => facts.filter((fact) => fact.unit === unit))
    .filter((group) => group.length > 1);
  return (
    DERIVATIONS.find(
      (kind) =>
        WORDS[kind].test(sentence) &&
        groups.some((group) => resultsOf(kind, group).some((result) => tells(quantity, result))),
    ) ?? null
  );
}

type Result = Parameters<typeof tells>[1];

function resultsOf(kind: Derivation, group: readonly Fact[]): readonly Result[] {
  const unit = group[0]?.unit ?? "number";
  // Shown values too: a reader of the prompt reckons with these.
  return [group.map(({ value }) => value), group.map(({ value, shown }) => shown ?? value)].flatMap(
    (values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      const pairs = values.flatMap((a, i) => values.slice(i + 1).map((b) => [a, b] as const));
      const results: Readonly<Record<Derivation, () => readonly number[]>> = {
        sum: () => [sum],
        difference: () => pairs.flatMap(([a, b]) => [a - b, b - a]),
        mean: () => [sum / values.length],
        ratio: () => pairs.flatMap(([a, b]) => (a === 0 || b === 0 ? [] : [a / b, b / a])),
      };
      return results[kind]().map((value) => ({
        value,
        shown: null,
        unit: kind === "ratio" ? ("number" as const) : unit,
      }));
    },
  );
}
