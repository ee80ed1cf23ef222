/** Works on items side by side and keeps their order. */
import { StoppedError } from "../../data/errors.ts";

/**
 * Results in the order of the items. After a fault nothing new is begun; what is under way ends first.
 * @throws whatever the work throws first; StoppedError when the signal is aborted
 */
export async function eachInTurn<Item, Result>(
  items: readonly Item[],
  options: { readonly concurrency: number; readonly signal?: AbortSignal | undefined },
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const { concurrency, signal } = options;
  const results: Result[] = [];
  const queue = items.entries();
  let halted = false;
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) {
      if (halted || signal?.aborted) return;
      try {
        results[i] = await work(item);
      } catch (error) {
        halted = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  if (signal?.aborted) throw new StoppedError("stopped on request");
  return results;
}
