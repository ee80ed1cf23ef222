/** Asks of a label column what it knows: the past, the future or neither, and what trading it would earn. */
import type { Label } from "../data/row.ts";
import { makeEmaCross } from "./ema-cross.ts";
import { type Agreement, labelAgreement } from "./label-agreement.ts";
import { labelVerdict } from "./label-verdict.ts";
import { labelCodes, referenceMetrics } from "./reference.ts";

/** Spans over which returns are compared with the label, in bars. */
const AUDIT_SPANS_BARS = [1, 3, 6, 12] as const;

/** Level of every interval here, so that the best of the eight spans still misleads in 5 % of files only (Bonferroni). */
const AUDIT_LEVEL = 1 - 0.05 / (2 * AUDIT_SPANS_BARS.length);

/** Agreement of labels with the sign of the return over a span of bars; zero returns are left out. */
interface SpanAgreement extends Agreement {
  readonly span_bars: number;
}

/** Total returns by the reference's arithmetic, as fractions; null below 2 rows. */
interface TradedLabels {
  /** position_t = label_t, the one before kept where there is none (0 at the start); no costs. */
  readonly perfect_0_bps: number | null;
  /** The same at 10 bps per side. */
  readonly perfect_10_bps: number | null;
  readonly always_long: number | null;
  readonly always_short: number | null;
}

/** What the label column turned out to be. */
export interface LabelAudit {
  readonly rows: number;
  readonly labelled: number;
  /** Share of 1 among labelled rows. */
  readonly buy_share: number | null;
  /** Returns that end at the row. */
  readonly past: readonly SpanAgreement[];
  /** Returns that start at the row. */
  readonly future: readonly SpanAgreement[];
  /** With the label of the row before: persistence. */
  readonly own_lag_1: Agreement;
  /** With a trailing EMA(3) > EMA(7). */
  readonly ema_3_over_7: Agreement;
  readonly traded: TradedLabels;
  /** One sentence: backward, forward or neither, and by which figures. */
  readonly verdict: string;
}

/**
 * Audits labels against closes of the same rows.
 * @param closes close prices, oldest first
 * @throws RangeError when lengths differ
 */
export function auditLabels(
  closes: Float64Array,
  labels: readonly (Label | null)[],
  { seed }: { readonly seed: number } = { seed: 0 },
): LabelAudit {
  if (labels.length !== closes.length) {
    throw new RangeError(`labels: expected ${closes.length} rows, was ${labels.length}`);
  }
  const change = (from: number, to: number): number => (closes[to] ?? NaN) - (closes[from] ?? NaN);
  const agreement = (directionAt: (row: number) => number | null | undefined): Agreement =>
    labelAgreement(labels, directionAt, { seed, level: AUDIT_LEVEL });
  const past = (span_bars: number): SpanAgreement => ({
    span_bars,
    ...agreement((row) => change(row - span_bars, row)),
  });
  const future = (span_bars: number): SpanAgreement => ({
    span_bars,
    ...agreement((row) => change(row, row + span_bars)),
  });
  const behind = AUDIT_SPANS_BARS.map(past);
  const ahead = AUDIT_SPANS_BARS.map(future);
  const crossed = Array.from(closes, makeEmaCross(3, 7));
  const codes = labelCodes(labels);
  const labelled = codes.filter((code) => code !== 0);
  return {
    rows: closes.length,
    labelled: labelled.length,
    buy_share:
      labelled.length === 0 ? null : labelled.filter((code) => code > 0).length / labelled.length,
    past: behind,
    future: ahead,
    own_lag_1: agreement((row) => labels[row - 1]),
    ema_3_over_7: agreement((row) => crossed[row]),
    traded: tradedLabels(closes, codes),
    verdict: labelVerdict(behind, ahead),
  };
}

function tradedLabels(closes: Float64Array, codes: Int8Array): TradedLabels {
  const earn = (positions: Float64Array, commission: number): number | null =>
    referenceMetrics({
      closes,
      positions,
      labels: codes,
      costs: { commission, slippage: 0, initialCapital: 1 },
    }).total_return;
  let position = 0;
  const perfect = Float64Array.from(codes, (code) => (position = code || position));
  return {
    perfect_0_bps: earn(perfect, 0),
    perfect_10_bps: earn(perfect, 0.001),
    always_long: earn(new Float64Array(closes.length).fill(1), 0),
    always_short: earn(new Float64Array(closes.length).fill(-1), 0),
  };
}
