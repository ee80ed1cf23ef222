/** Case vectors by row: made once, from the view as of that row, and kept until the row is in the memory. */
import type { FeatureSet } from "../data/features/feature-set.ts";
import type { PointInTimeView } from "../data/history.ts";
import { caseText } from "./case-text.ts";
import { type CaseWeights, caseVector } from "./case-vector.ts";
import type { Embedder } from "./embedder.ts";

/** Features of the view's row, computed from that view alone. */
export type FeaturesOf = (view: PointInTimeView) => FeatureSet | Promise<FeatureSet>;

/** Makes and remembers vectors of one history's rows. */
export class CaseVectorSource {
  readonly #embedder: Embedder;
  readonly #featuresOf: FeaturesOf;
  readonly #weights: CaseWeights;
  readonly #kept = new Map<number, Promise<Float32Array>>();

  constructor(embedder: Embedder, featuresOf: FeaturesOf, weights: CaseWeights) {
    this.#embedder = embedder;
    this.#featuresOf = featuresOf;
    this.#weights = weights;
  }

  /**
   * The vectors of these views' rows, in order; texts that are new go to the embedder in one call.
   * A row that failed is tried anew when it is next asked for.
   */
  vectors(views: readonly PointInTimeView[]): Promise<readonly Float32Array[]> {
    const fresh = views.filter(({ asOf }) => !this.#kept.has(asOf));
    if (fresh.length > 0) {
      const made = this.#make(fresh);
      for (const [i, { asOf }] of fresh.entries()) {
        const vector = made.then((all) => all[i] ?? missing(asOf));
        this.#kept.set(asOf, vector);
        vector.catch(() => this.#kept.delete(asOf));
      }
    }
    return Promise.all(views.map(({ asOf }) => this.#kept.get(asOf) ?? missing(asOf)));
  }

  /** Forgets a row's vector. */
  drop(row: number): void {
    this.#kept.delete(row);
  }

  async #make(views: readonly PointInTimeView[]): Promise<readonly Float32Array[]> {
    const featureSets = await Promise.all(views.map(async (view) => this.#featuresOf(view)));
    const texts = views.map((view) => caseText(view.current()));
    const embedded = await this.#embedder.embed(texts.filter((text) => text !== ""));
    const ready = embedded.values();
    return featureSets.map(({ row, scaled }, i) => {
      const asOf = views[i]?.asOf;
      if (row !== asOf) throw new RangeError(`features: expected row ${asOf}, was ${row}`);
      const text = texts[i] === "" ? null : ready.next().value;
      return caseVector(scaled, text ?? new Float32Array(this.#embedder.dimensions), this.#weights);
    });
  }
}

function missing(row: number): never {
  throw new RangeError(`case vectors: expected one of row ${row}, was none`);
}
