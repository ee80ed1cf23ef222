/** What a variant of an experiment is: settings in place of the baseline's, and which positions it trades. */
import { z } from "zod";
import { UsageError } from "../../data/errors.ts";
import { hashOf } from "../../data/hash.ts";
import {
  type RunConfig,
  type RunConfigInput,
  faultsOfConfig,
  parseRunConfig,
} from "../run-config.ts";

/** How decisions become positions: ±1 by action, the continuous score, or the vote of the cases without any model. */
const READINGS = ["action", "score", "knn_vote"] as const;
type Reading = (typeof READINGS)[number];
export const readingSchema = z.enum(READINGS);

/** What a variant trades that does not say which. */
export const TRADE_BY = ["action", "score"] as const;
export type TradeBy = (typeof TRADE_BY)[number];

/** The name of what everything is compared with. */
export const BASELINE = "baseline";

/** The folder of what is decided on the rows kept apart. */
export const TEST = "test";

/** Settings that a variant may not change: figures of other rows, horizons or costs make no pairs. */
const SHARED = ["rows", "horizonBars", "commission", "slippage", "capital"] as const;

/** A directory of this name is made for it. */
const nameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected up to 40 small letters, digits and hyphens")
  .refine((name) => name !== BASELINE && name !== TEST, "expected another name, this one is taken");

/** Settings as they are given: what is left out stays the baseline's. */
const settingsSchema = z.custom<RunConfigInput>().superRefine((settings, context) => {
  for (const { path, message } of faultsOfConfig(settings)) {
    context.addIssue({ code: "custom", path: [...path], message });
  }
  for (const name of SHARED) {
    if (Object.hasOwn(Object(settings), name)) {
      const message =
        "expected a setting that leaves rows, horizon and costs alone: all variants share them";
      context.addIssue({ code: "custom", path: [name], message });
    }
  }
});

/** One variant, as a variants file holds it. */
export const variantSchema = z.strictObject({
  name: nameSchema,
  /** What it is, in a line. */
  explain: z.string().max(200).default(""),
  config: settingsSchema.default({}),
  /** Left out: those that the baseline trades. */
  positions: readingSchema.exactOptional(),
});
/** What a caller may leave out. */
export type VariantInput = z.input<typeof variantSchema>;

/** A variant whose configuration is whole. Variants of one configuration differ in how it is read, and share a run. */
export interface Variant {
  readonly name: string;
  readonly explain: string;
  readonly config: RunConfig;
  readonly positions: Reading;
  /** Name of the directory, within that of the experiment, that its run is in. */
  readonly folder: string;
}

/**
 * The baseline, and variants of it in their order.
 * @throws UsageError naming the variant that is none, that comes twice, or that does exactly what another does
 */
export function resolveVariants(
  base: RunConfigInput,
  variants: readonly VariantInput[],
  tradeBy: TradeBy = "action",
): readonly Variant[] {
  const baseline = parseRunConfig(base);
  const first: Variant = {
    name: BASELINE,
    explain: "the configuration as given",
    config: baseline,
    positions: tradeBy,
    folder: BASELINE,
  };
  const resolved = [first];
  for (const [i, input] of variants.entries()) {
    const { name, explain, config, positions = tradeBy } = parseVariant(input, i);
    if (resolved.some((other) => other.name === name)) {
      throw new UsageError(`variant ${name}: expected a name of its own, was one used before`);
    }
    const whole = parseRunConfig({ ...baseline, ...config });
    const like = resolved.find((other) => hashOf(other.config) === hashOf(whole));
    const twin = resolved.find((o) => o.folder === like?.folder && o.positions === positions);
    if (twin)
      throw new UsageError(`variant ${name}: expected another than ${twin.name}, was the same`);
    if (positions === "knn_vote" && whole.without.includes("retrieveCases")) {
      throw new UsageError(`variant ${name}: expected cases to vote, retrieveCases is off`);
    }
    resolved.push({ name, explain, config: whole, positions, folder: like?.folder ?? name });
  }
  return resolved;
}

function parseVariant(input: VariantInput, at: number): z.infer<typeof variantSchema> {
  const parsed = variantSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new UsageError(`variant ${nameOf(input, at)}: ${firstFault(parsed.error)}`);
}

/** A variant's name if it says one, else its number from 0. */
export function nameOf(input: unknown, at: number): string {
  const named = z.looseObject({ name: z.string() }).safeParse(input);
  return named.success ? named.data.name.slice(0, 40) : String(at);
}

/** The first thing wrong, with where it is. */
export function firstFault({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.join(".") ?? "";
  return `${path === "" ? "" : `${path}: `}${issue?.message ?? "another form"}`;
}
