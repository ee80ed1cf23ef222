/** What an agent says it weighs beside what moves it: shares of what it cites, and of what dropping a channel does. */
import { z } from "zod";
import { shareSchema } from "../recall/luck.ts";
import type { Influence } from "./influence.ts";

/** The channels whose weight is asked for. */
const WEIGHED_CHANNELS = ["news", "quant", "cases"] as const;
type WeighedChannel = (typeof WEIGHED_CHANNELS)[number];

/** A share of one row's weight for each channel, 0 to 1. */
export type RowWeights = Readonly<Record<WeighedChannel, number>>;

/** Pairs of channels by whether two orders of them agree. */
const agreementSchema = z.strictObject({
  /** Pairs that both put in the same order. */
  same: z.int().nonnegative(),
  /** Pairs that they put in opposite orders. */
  opposite: z.int().nonnegative(),
  /** Pairs of which one of them holds both members alike. */
  tied: z.int().nonnegative(),
  /** Kendall's tau-b, -1 to 1; null where one of them holds all channels alike, or fewer than two are known. */
  tau: z.number().nullable(),
});
export type RankAgreement = Readonly<z.infer<typeof agreementSchema>>;

export const weightsSchema = z.strictObject({
  /** Rows whose decision cites something that was shown. */
  citingRows: z.int().nonnegative(),
  channels: z
    .array(
      z.strictObject({
        channel: z.enum(WEIGHED_CHANNELS),
        /** Share of the arbiter's citations, mean over rows; null where it cites nothing. */
        cited: z.number().nullable(),
        /** Share of the analysts' stated confidence, mean over rows; null for cases, which state none. */
        confidence: z.number().nullable(),
        /** Mean size of the change of the score when the channel is dropped; null where it never was. */
        absShift: z.number().nullable(),
        /** Rows on which dropping it turned the action. */
        flipped: shareSchema,
        /** `absShift` as a share of that of all channels; null where nothing moves. */
        measured: z.number().nullable(),
      }),
    )
    .readonly(),
  /** The order of channels by citations against the order by measured influence. */
  agreement: agreementSchema,
});
export type Weights = Readonly<z.infer<typeof weightsSchema>>;

/** What is known of the weights. */
export interface WeightEvidence {
  /** One entry a row that cites something. */
  readonly cited: readonly RowWeights[];
  /** One entry a row on which an analyst had an opinion. */
  readonly confidence: readonly Pick<RowWeights, "news" | "quant">[];
  /** What dropping each channel did. */
  readonly dropped: Readonly<Record<WeighedChannel, Influence>>;
}

/** Puts stated weights and measured influence side by side. */
export function weighChannels({ cited, confidence, dropped }: WeightEvidence): Weights {
  const sizes = WEIGHED_CHANNELS.map((channel) => dropped[channel].absShift.mean);
  const whole = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const channels = WEIGHED_CHANNELS.map((channel, i) => {
    const size = sizes[i] ?? null;
    return {
      channel,
      cited: meanOf(cited.map((row) => row[channel])),
      confidence: channel === "cases" ? null : meanOf(confidence.map((row) => row[channel])),
      absShift: size,
      flipped: dropped[channel].flipped,
      measured: size === null || whole === 0 ? null : size / whole,
    };
  });
  const pairs = channels.map(({ cited: said, measured }) => [said, measured] as const);
  return { citingRows: cited.length, channels, agreement: rankAgreement(pairs) };
}

/**
 * Kendall's tau-b over pairs of figures, (same - opposite) / √((all - tied in x)(all - tied in y)).
 * Kendall, M. G. (1945), "The treatment of ties in ranking problems", Biometrika 33, 239-251.
 * @param items figures of one thing by two measures; left out where one is null
 */
export function rankAgreement(
  items: readonly (readonly [number | null, number | null])[],
): RankAgreement {
  const known = items.flatMap(([x, y]) => (x === null || y === null ? [] : [[x, y] as const]));
  const pairs = known.flatMap(([x, y], i) =>
    known.slice(i + 1).map(([x2, y2]) => [orderOf(x, x2), orderOf(y, y2)] as const),
  );
  const count = (test: (x: number, y: number) => boolean): number =>
    pairs.filter(([x, y]) => test(x, y)).length;
  const same = count((x, y) => x * y > 0);
  const opposite = count((x, y) => x * y < 0);
  const untied = count((x) => x !== 0) * count((_x, y) => y !== 0);
  return {
    same,
    opposite,
    tied: pairs.length - same - opposite,
    tau: untied === 0 ? null : (same - opposite) / Math.sqrt(untied),
  };
}

/** Shares that differ by less are alike. */
const ALIKE = 1e-9;

function orderOf(a: number, b: number): number {
  return Math.abs(a - b) < ALIKE ? 0 : Math.sign(a - b);
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
