/** How far actions agree with labels beyond what two series of such shares agree by chance. */
import type { Label } from "../data/row.ts";

/**
 * Share of rows whose action is the label, less the share expected if either were drawn without regard to the other:
 * p·q + (1-p)·(1-q), with p and q the shares of buys among actions and labels. Expected to be 0 exactly where labels
 * were permuted and no action depends on its own. From -0.5 to 0.5.
 * @param actions a row without one (null or 0), or without a label, is left out
 * @returns null when no row has both
 * @throws RangeError when lengths differ
 */
export function agreementBeyondChance(
  actions: ArrayLike<number | null>,
  labels: readonly (Label | null)[],
): number | null {
  if (actions.length !== labels.length) {
    throw new RangeError(`actions: expected ${labels.length} rows, was ${actions.length}`);
  }
  const pairs = labels.flatMap((label, row) => {
    const action = Math.sign(actions[row] ?? 0);
    return label === null || action === 0 ? [] : [{ action, label }];
  });
  if (pairs.length === 0) return null;
  const share = (holds: (pair: (typeof pairs)[number]) => boolean): number =>
    pairs.filter(holds).length / pairs.length;
  const buys = share(({ action }) => action === 1);
  const ups = share(({ label }) => label === 1);
  return share(({ action, label }) => action === label) - buys * ups - (1 - buys) * (1 - ups);
}
