/** The datasets at hand: a run is shown with the one whose bytes it was decided on, and with no other. */
import type { MarketData } from "../../../data/load-rows.ts";
import type { MarketRow } from "../../../data/row.ts";

/** A bar of a run. */
export interface Bar {
  readonly timeMs: number;
  readonly close: number;
  readonly label: -1 | 1 | null;
}

/** Datasets by content. */
export class DataShelf {
  readonly #byHash: ReadonlyMap<string, MarketData>;

  constructor(datasets: readonly MarketData[]) {
    this.#byHash = new Map(datasets.map((data) => [data.sha256, data]));
  }

  /** The dataset of this content; null where it is not at hand. */
  of(sha256: string): MarketData | null {
    return this.#byHash.get(sha256) ?? null;
  }
}

/** A row as a bar. */
export function barOf({ observation, label }: MarketRow): Bar {
  return { timeMs: observation.timeMs, close: observation.close, label };
}
