/** Everything that a row's decision went through, in graph order, as values that can be compared to the byte. */
import { LookAheadError } from "../../data/errors.ts";
import { NODE_NAMES, type NodeName } from "../../data/vocabulary.ts";
import type { NodeRun } from "../node-step.ts";

/** One value at one place: a channel a node wrote, a prompt, a reply, the texts it embedded, what it threw. */
export interface Facet {
  /** `graph`: the pipeline itself, which could not be built, or ended for a reason that no node stands for. */
  readonly node: NodeName | "graph";
  readonly channel: string;
  readonly value: unknown;
}

/** What is known of one row's decision. */
export interface RowEvidence {
  readonly row: number;
  readonly facets: readonly Facet[];
  /** A read of the future that the view refused, even where the node made light of it. */
  readonly refused: { readonly node: NodeName; readonly message: string } | null;
  /** Whether a node broke. */
  readonly failed: boolean;
}

/** A text that was embedded for a row, and a hash of its vector. */
export interface Embedded {
  readonly text: string;
  readonly vector: string;
}

/** Channel of embedded texts: an object of vectors by text. */
export const EMBEDDING = "embedding";

/** Evidence from a row's node runs. @param embedded what was embedded while it ran; null where rows overlapped */
export function evidenceOf(
  row: number,
  nodeRuns: readonly NodeRun[],
  embedded: readonly Embedded[] | null,
): RowEvidence {
  const runs = nodeRuns.toSorted((a, b) => NODE_NAMES.indexOf(a.node) - NODE_NAMES.indexOf(b.node));
  const refusing = runs.find(({ error }) => error instanceof LookAheadError);
  return {
    row,
    facets: runs.flatMap((run) => [
      ...(run.node === "retrieveCases" && embedded ? [embeddingFacet(embedded)] : []),
      ...facetsOf(run),
    ]),
    refused: refusing
      ? { node: refusing.node, message: refusing.error?.message ?? "look-ahead" }
      : null,
    failed: runs.some(({ error }) => error !== null),
  };
}

function embeddingFacet(embedded: readonly Embedded[]): Facet {
  const vectors = Object.fromEntries(embedded.map(({ text, vector }) => [text, vector]));
  return { node: "retrieveCases", channel: EMBEDDING, value: vectors };
}

function facetsOf({ node, calls, output }: NodeRun): readonly Facet[] {
  const asked = calls.flatMap(({ messages, reply }) => [
    { node, channel: "prompt", value: messages.map(({ content }) => content).join("\n") },
    { node, channel: "reply", value: reply },
  ]);
  return [
    ...asked,
    ...Object.entries(output).map(([channel, value]) => ({ node, channel, value })),
  ];
}

/** The evidence without texts that the other has not embedded: how far memories have to catch up depends on where they begin. */
export function embeddedInBoth({ facets, ...rest }: RowEvidence, was: RowEvidence): RowEvidence {
  const others = was.facets.find(({ channel }) => channel === EMBEDDING)?.value ?? {};
  const common = facets.map((facet) => {
    if (facet.channel !== EMBEDDING) return facet;
    const held = Object.entries(facet.value ?? {}).filter(([text]) => Object.hasOwn(others, text));
    return { ...facet, value: Object.fromEntries(held) };
  });
  return { ...rest, facets: common };
}
