/** How far two who say yes or no of the same things agree, beyond what luck gives. */
import { z } from "zod";
import { shareOf, shareSchema } from "../recall/luck.ts";

export const agreementSchema = z.strictObject({
  /** Things of which both say the same, among those of which both speak. */
  agreed: shareSchema,
  /** Cohen's kappa, -1 to 1: 0 is luck, 1 always; null without things, or where both always say the same one thing. */
  kappa: z.number().nullable(),
});
export type Agreement = Readonly<z.infer<typeof agreementSchema>>;

/**
 * Cohen's kappa, (agreed - chance) / (1 - chance), where `chance` is how often two who say yes as often as these two
 * do, without looking, would agree. Cohen, J. (1960), "A coefficient of agreement for nominal scales", Educational
 * and Psychological Measurement 20(1), 37-46.
 */
export function cohenKappa(pairs: readonly (readonly [boolean, boolean])[]): Agreement {
  const n = pairs.length;
  const hits = pairs.filter(([one, other]) => one === other).length;
  const yes = pairs.filter(([one]) => one).length;
  const otherYes = pairs.filter(([, other]) => other).length;
  // Both sides of the fraction times n², which keeps it in whole numbers.
  const chance = yes * otherYes + (n - yes) * (n - otherYes);
  const kappa = chance === n * n ? null : (n * hits - chance) / (n * n - chance);
  return { agreed: shareOf(hits, n), kappa };
}
