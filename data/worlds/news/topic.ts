/** What the news can be about, and the two ways it can lean. */

/** The lean of one news item. */
export type Lean = "down" | "up";

/** Everything one topic says when it leans one way. Phrases are templates without a full stop. */
export interface TopicPhrases {
  /** Clauses with figures, able to open a sentence or follow "while". */
  readonly facts: readonly [string, ...string[]];
  /** One clause without figures, safe beside any of the facts. */
  readonly gist: string;
  /** Title-case headlines that claim nothing about the price. */
  readonly headlines: readonly [string, ...string[]];
  /** Noun phrases for a numbered list. */
  readonly drivers: readonly [string, ...string[]];
  /** Short factors, each readable alone. */
  readonly factors: readonly [string, ...string[]];
}

/** A topic with both leans. */
export interface Topic {
  readonly id: string;
  /** The topic in running text, such as "fund flows". */
  readonly noun: string;
  /** The topic in a headline, such as "Fund Flows". */
  readonly title: string;
  readonly down: TopicPhrases;
  readonly up: TopicPhrases;
}
