/** Faults in retrieval and embeddings: cases, indexes and vectors that later rows had a hand in. */
import type { PointInTimeView } from "../../../../data/history.ts";
import type { MarketRow } from "../../../../data/row.ts";
import type { RetrievedCase } from "../../../../data/vocabulary.ts";
import { caseText } from "../../../../retrieval/case-text.ts";
import { dot, unit } from "../../../../retrieval/cosine.ts";
import type { Embedder } from "../../../../retrieval/embedder.ts";
import { makeHashEmbedder } from "../../../../retrieval/embedders/hash-embedder.ts";
import { wordsOf } from "../../../../retrieval/embedders/words.ts";
import { ExactCaseMemory } from "../../../../retrieval/exact-case-memory.ts";
import { type PlantedLeak, withNodes } from "./planted-leak.ts";

const K = 3;
/** What whoever filters afterwards says to a memory that asks when it is asked. */
const LATE = 1e6;

export const RETRIEVAL_LEAKS: readonly PlantedLeak[] = [
  {
    name: "case outcome before it matures",
    caughtBy: ["truncation", "perturbation", "unknowable", "canaries"],
    build: ({ data }) =>
      withNodes({
        retrieveCases: async (_input, view) => {
          const texts = data.rows.slice(0, view.asOf + 1).map(textOf);
          const vectors = await makeHashEmbedder().embed(texts);
          const query = vectors[view.asOf] ?? new Float32Array(256);
          const past = vectors.slice(0, view.asOf).map((vector, row) => ({
            row,
            similarity: dot(query, vector),
          }));
          return { cases: nearest(past, data.rows, view) };
        },
      }),
  },
  {
    name: "index over all rows, filtered afterwards",
    caughtBy: ["truncation", "perturbation"],
    build: async ({ data }) => {
      const embedder = makeHashEmbedder();
      const vectors = await embedder.embed(data.rows.map(textOf));
      const memory = new ExactCaseMemory(embedder.dimensions);
      for (const [row, vector] of vectors.entries())
        await memory.add({ row, knownFrom: row + 1, vector });
      return withNodes({
        retrieveCases: async (_input, view) => {
          const [query = new Float32Array(256)] = await embedder.embed([caseText(view.current())]);
          const hits = await memory.search(query, 4 * K, LATE);
          const matured = hits.filter(({ row }) => view.hasOutcome(row));
          return { cases: nearest(matured, data.rows, view) };
        },
      });
    },
  },
  {
    name: "duplicates, the later one kept",
    caughtBy: ["truncation", "perturbation", "unknowable"],
    build: ({ data }) => {
      const lastOf = new Map(data.rows.map((row, at) => [textOf(row), at]));
      return withNodes({
        retrieveCases: (_input, view) => {
          const matured = data.rows.slice(0, Math.max(0, view.asOf - view.horizonBars + 1));
          const unique = new Set(matured.map((row) => lastOf.get(textOf(row)) ?? 0));
          const past = [...unique].filter((row) => row < view.asOf);
          const hits = past.map((row) => ({ row, similarity: 1 / (view.asOf - row) }));
          return { cases: nearest(hits, data.rows, view) };
        },
      });
    },
  },
  {
    name: "embeddings whitened over all rows",
    caughtBy: ["truncation", "perturbation", "warm-up"],
    build: async ({ data }) => ({ embedder: await whitened(data.rows.map(textOf)) }),
  },
  {
    name: "later rows' words in the vocabulary",
    caughtBy: ["truncation", "perturbation", "warm-up"],
    build: ({ data }) => ({ embedder: weightedByRarity(data.rows.map(textOf)) }),
  },
];

function textOf({ observation }: MarketRow): string {
  return caseText(observation);
}

function nearest(
  hits: readonly { readonly row: number; readonly similarity: number }[],
  rows: readonly MarketRow[],
  { asOf, horizonBars }: PointInTimeView,
): readonly RetrievedCase[] {
  const ranked = hits.toSorted((a, b) => b.similarity - a.similarity || a.row - b.row);
  return ranked
    .flatMap(({ row, similarity }) => {
      const [start, end] = [
        rows[row]?.observation.close,
        rows[row + horizonBars]?.observation.close,
      ];
      if (start === undefined || end === undefined) return [];
      return [{ row, similarity, barsAgo: asOf - row, outcome: end / start - 1, label: null }];
    })
    .slice(0, K);
}

async function whitened(texts: readonly string[]): Promise<Embedder> {
  const inner = makeHashEmbedder();
  const all = await inner.embed(texts);
  const centre = Float32Array.from(
    { length: inner.dimensions },
    (_, i) => all.reduce((sum, vector) => sum + (vector[i] ?? 0), 0) / Math.max(1, all.length),
  );
  return {
    ...inner,
    id: "hash-whitened",
    embed: async (asked) =>
      (await inner.embed(asked)).map((vector) =>
        unit(vector.map((component, i) => component - (centre[i] ?? 0))),
      ),
  };
}

/** Words weighted by how few of all texts have them; one component a word of the vocabulary would do as well. */
function weightedByRarity(texts: readonly string[]): Embedder {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const inner = makeHashEmbedder();
  const embedOne = async (text: string): Promise<Float32Array> => {
    const sum = new Float32Array(inner.dimensions);
    for (const word of wordsOf(text)) {
      const weight = Math.log((1 + texts.length) / (1 + (counts.get(word) ?? 0)));
      const [vector = sum] = await inner.embed([word]);
      for (const [i, component] of vector.entries()) sum[i] = (sum[i] ?? 0) + weight * component;
    }
    return unit(sum);
  };
  return { ...inner, id: "hash-idf", embed: (asked) => Promise.all(asked.map(embedOne)) };
}
