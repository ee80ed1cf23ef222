/** Embeds by hashing words: instant, no weights, no vocabulary, the same on every machine. */
import { unit } from "../cosine.ts";
import type { Embedder } from "../embedder.ts";
import { wordsOf } from "./words.ts";

const DIMENSIONS = 256;

/**
 * Words and pairs of neighbouring words, each counted as 1 + ln(count) and added with a hashed sign to a hashed
 * component (feature hashing, Weinberger et al. 2009). Measures shared wording, not meaning.
 */
export function makeHashEmbedder(): Embedder {
  return {
    id: `hash:${DIMENSIONS}`,
    dimensions: DIMENSIONS,
    embed: async (texts) => texts.map(hashText),
  };
}

function hashText(text: string): Float32Array {
  const sums = new Float64Array(DIMENSIONS);
  for (const [term, count] of termCounts(wordsOf(text))) {
    const hash = hash32(term);
    const at = hash % DIMENSIONS;
    const sign = hash >>> 31 === 0 ? 1 : -1;
    sums[at] = (sums[at] ?? 0) + sign * (1 + Math.log(count));
  }
  return unit(sums);
}

function termCounts(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const [i, word] of words.entries()) {
    count(word);
    const next = words[i + 1];
    if (next !== undefined) count(`${word} ${next}`);
  }
  return counts;
}

/** FNV-1a over UTF-16 code units, then MurmurHash3's finaliser, so that every bit depends on every letter. */
function hash32(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) {
    hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
