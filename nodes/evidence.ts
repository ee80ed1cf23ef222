/** Turns features, cases and opinions into the lines a prompt shows, each number with its id. */
import { formatDatetime } from "../data/datetime.ts";
import { FEATURES, type FeatureUnit } from "../data/features/catalogue.ts";
import type { FeatureSet } from "../data/features/feature-set.ts";
import type { RetrievedCase } from "../data/vocabulary.ts";
import type { AnalystReport, Evidence } from "./channels.ts";

const SPECS = new Map(FEATURES.map((spec) => [spec.name, spec]));

/** Evidence for the named features, or for all of them. */
export function featureEvidence(set: FeatureSet, names?: readonly string[]): readonly Evidence[] {
  return set.features
    .filter(({ name }) => names === undefined || names.includes(name))
    .map(({ name, value, absence }) => {
      const spec = SPECS.get(name);
      const shown = value === null ? `n/a (${absence})` : SHOWN[spec?.unit ?? "ratio"](value);
      return { id: name, shown, meaning: spec?.meaning ?? name, value };
    });
}

/** How each unit is shown: rounded to what a reader can use. */
const SHOWN: Readonly<Record<FeatureUnit, (value: number) => string>> = {
  fraction: showPercent,
  deviations: (value) => `${signed(value, 2)} sd`,
  points: (value) => String(Math.round(value * 10) / 10),
  minutes: (value) => `${value} min`,
  ratio: (value) => signed(value, 6),
};

/** A fraction as a signed percentage with two decimals: "-0.34 %". */
export function showPercent(fraction: number): string {
  return `${signed(fraction * 100, 2)} %`;
}

/** Evidence of retrieved cases, `c1` the most similar: what followed each over the horizon. */
export function caseEvidence(cases: readonly RetrievedCase[]): readonly Evidence[] {
  return cases.map((found, i) => ({
    id: `c${i + 1}`,
    shown: showPercent(found.outcome),
    meaning: `what followed ${circumstances(found)}`,
    value: found.outcome,
  }));
}

/** Time and price level of a bar: what only a prompt with `unmasked` shows. */
export function levelEvidence(bar: {
  readonly timeMs: number;
  readonly close: number;
}): readonly Evidence[] {
  return [
    {
      id: "time",
      shown: formatDatetime(bar.timeMs),
      meaning: LEVELS.time,
      value: bar.timeMs,
    },
    { id: "close", shown: bar.close.toFixed(2), meaning: LEVELS.close, value: bar.close },
  ];
}

const LEVELS = { time: "close of the bar, UTC", close: "price at the close" };

/** Evidence lines, one a number: `[return_1] -0.34 %`. What the ids stand for is in the system message. */
export function evidenceLines(title: string, evidence: readonly Evidence[]): string {
  return titled(
    title,
    evidence.map(({ id, shown }) => `[${id}] ${shown}`),
  );
}

/** Case lines, the most similar first: `[c1] +0.34 %, 29 bars ago, similarity 0.46, label -1`. */
export function caseLines(cases: readonly RetrievedCase[]): string {
  return titled(
    "Cases",
    cases.map(
      ({ outcome, ...found }, i) => `[c${i + 1}] ${showPercent(outcome)}, ${circumstances(found)}`,
    ),
  );
}

function titled(title: string, lines: readonly string[]): string {
  return [`${title}:`, ...(lines.length > 0 ? lines : ["none"])].join("\n");
}

function circumstances({
  barsAgo,
  similarity,
  label,
}: Pick<RetrievedCase, "barsAgo" | "similarity" | "label">): string {
  return `${barsAgo} bars ago, similarity ${similarity.toFixed(2)}, label ${label ?? "n/a"}`;
}

/** What ids stand for, one a line, without any value: `return_1: return over the last bar`. */
export function glossaryLines(names?: readonly string[], unmasked = false): readonly string[] {
  const specs = FEATURES.filter(({ name }) => names === undefined || names.includes(name));
  const levels = unmasked ? Object.entries(LEVELS).map(([id, meaning]) => `${id}: ${meaning}`) : [];
  return [...levels, ...specs.map(({ name, meaning }) => `${name}: ${meaning}`)];
}

/** An analyst's report as the arbiter sees it: numbers and enums, and the evidence it cites. */
export function reportLines(name: string, { opinion, reason, evidence }: AnalystReport): string {
  if (opinion === null) return `${name} analyst: no opinion (${reason ?? "none given"})`;
  const score = `[${name}.score] ${signed(opinion.score, 2)}`;
  const confidence = `[${name}.confidence] ${opinion.confidence.toFixed(2)}`;
  const heading = `${name} analyst: ${opinion.stance}, ${score}, ${confidence}`;
  return evidence.length > 0 ? `${heading}\n${evidenceLines("cites", evidence)}` : heading;
}

/** Of the ids a model cited, those that were shown, each once; the rest are counted, not kept. */
export function splitCited(
  cited: readonly string[],
  shown: readonly Evidence[],
): { readonly known: readonly string[]; readonly unknown: number } {
  const ids = new Set(shown.map(({ id }) => id));
  const clean = [
    ...new Set(
      cited.map((id) =>
        id
          .trim()
          .replaceAll(/^\[|\]$/g, "")
          .trim(),
      ),
    ),
  ];
  const known = clean.filter((id) => ids.has(id));
  return { known, unknown: clean.length - known.length };
}

function signed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return value > 0 && Number(text) !== 0
    ? `+${text}`
    : Number(text) === 0
      ? text.replace("-", "")
      : text;
}
