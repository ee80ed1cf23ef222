/** The system message of a model node: all of a prompt that is the same for every row of a run. */

/** Its parts, in the order in which they stand. */
export interface SystemParts {
  /** The prompt file's text. */
  readonly prompt: string;
  readonly horizonBars: number;
  /** What the ids of the evidence stand for, one a line. */
  readonly glossary: readonly string[];
}

/** What the ids of cases stand for, in every prompt that shows them. */
export const CASES_GLOSSARY =
  "c1, c2, …: what followed over the horizon at the most similar moments of the past";

/** Static text first: a provider's prefix cache, or a local model's, then serves it from the second row on. */
export function systemMessage({ prompt, horizonBars, glossary }: SystemParts): string {
  return [
    prompt,
    `Horizon: ${horizonBars} bars.`,
    ["What the ids stand for:", ...glossary].join("\n"),
  ].join("\n\n");
}
