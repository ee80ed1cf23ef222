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
  const agreed = shareOf(pairs.filter(([one, other]) => one === other).length, pairs.length);
  if (agreed.share === null) return { agreed, kappa: null };
  const [p, q] = [0, 1].map((who) => pairs.filter((pair) => pair[who]).length / pairs.length);
  const chance = (p ?? 0) * (q ?? 0) + (1 - (p ?? 0)) * (1 - (q ?? 0));
  return { agreed, kappa: chance === 1 ? null : (agreed.share - chance) / (1 - chance) };
}
