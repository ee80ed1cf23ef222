/** A node's output as a reader edits it. */
import type { NodeName } from "../../../data/vocabulary.ts";

/** The output as JSON, without remarks: those are about the node that gave it. */
export function outputText(output: unknown): string {
  const kept = isRecord(output)
    ? Object.fromEntries(Object.entries(output).filter(([name]) => name !== "remarks"))
    : output;
  return JSON.stringify(kept, null, 2) ?? "";
}

/** Of the node's form, with nothing in it: where the node broke, its trace holds an error and no output. */
export function emptyOutput(node: NodeName, row: number): Readonly<Record<string, unknown>> {
  const report = { opinion: null, reason: null, quotes: [], evidence: [] };
  const outputs: Readonly<Record<NodeName, Readonly<Record<string, unknown>>>> = {
    extractFeatures: { features: { row, features: [], scaled: [] } },
    retrieveCases: { cases: [] },
    analyzeSentiment: { sentiment: report },
    analyzeQuant: { quant: report },
    arbitrate: { decision: NO_DECISION },
  };
  return outputs[node];
}

const NO_DECISION = {
  status: "abstained",
  action: null,
  score: null,
  confidence: null,
  rationale: "",
};

/** Whether the node broke, so that there is an error in its output's place. */
export function hasFailed(output: unknown): boolean {
  return isRecord(output) && "error" in output;
}

/** What was read: an output, or one line about what is wrong with it. */
export type ReadOutput =
  | { readonly output: unknown; readonly fault: null }
  | { readonly output: null; readonly fault: string };

/** Reads an edited output. */
export function readOutput(text: string): ReadOutput {
  try {
    const output: unknown = JSON.parse(text);
    if (isRecord(output)) return { output, fault: null };
    return { output: null, fault: "expected a JSON object with the node's channels" };
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return { output: null, fault: `not JSON: ${words}` };
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
