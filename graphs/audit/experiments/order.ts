/** Order: do rows side by side, nodes in another order, or rows decided later-first give the same bytes? */
import { setTimeout as sleep } from "node:timers/promises";
import { LookAheadError } from "../../../data/errors.ts";
import type { ModelLayer, ModelNode } from "../../../nodes/models/chat-model.ts";
import { type Experiment, type Outcome, type Trial, clean, leak } from "../experiment.ts";
import { firstDifference } from "../first-difference.ts";
import { EMBEDDING, type RowEvidence, embeddedInBoth } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

const CONCURRENCY = 16;
const SLOW_MS = 3;
const MEANING_LATER = "from the first row on, and with the later half first";

/** Sixteen rows at once with either analyst the slower one; then the later half of the rows before the earlier one. */
export const order: Experiment = async (trial) => {
  const slow = (node: ModelNode) => sideBySide(trial, node);
  const attempts = [() => slow("analyzeSentiment"), () => slow("analyzeQuant"), () => later(trial)];
  for (const attempt of attempts) {
    const outcome = await attempt();
    if (outcome.verdict !== "clean") return outcome;
  }
  return clean(trial.to - trial.from);
};

async function sideBySide(trial: Trial, slowNode: ModelNode): Promise<Outcome> {
  const { subject, truth, from, to, baseline, rewire, onRow } = trial;
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  const layer: ModelLayer = (model) => ({
    ...model,
    complete: async (request) => {
      if (request.node === slowNode) await sleep(SLOW_MS);
      return model.complete(request);
    },
  });
  const universe = await openUniverse(subject, {
    name: "side by side",
    rows: truth,
    rewire,
    layer,
  });
  const ended = new Map<number, RowEvidence>();
  const refused = await universe
    .decideAll(rows, CONCURRENCY, (evidence) => {
      ended.set(evidence.row, evidence);
      onRow();
    })
    .then(() => null, asLookAhead);
  for (const row of rows) {
    const was = ended.get(row);
    if (was === undefined) break;
    const difference = firstDifference(withoutEmbeddings(await baseline.of(row)), was);
    if (difference) {
      const meaning = `one row at a time, and ${CONCURRENCY} at once with ${slowNode} last`;
      return leak(difference, row - from + 1, meaning);
    }
  }
  if (refused === null) return clean(rows.length);
  const row = Number(refused.fields["asOf"]);
  // Refused whatever the order: that is the wall's to report.
  if ((await baseline.of(row)).refused) return clean(rows.length);
  const difference = { row, node: "graph", channel: "view", field: "" } as const;
  const [expected, was] = ["no such read", refused.message];
  return leak({ ...difference, expected, was }, rows.length, "a read that the view refused");
}

async function later(trial: Trial): Promise<Outcome> {
  const { subject, truth, from, to, baseline, rewire, onRow } = trial;
  const middle = Math.floor((from + to) / 2);
  const rows = Array.from({ length: to - from }, (_, i) => from + i);
  const universe = await openUniverse(subject, { name: "later rows first", rows: truth, rewire });
  const laterFirst = [...rows.slice(middle - from), ...rows.slice(0, middle - from)];
  for (const [done, row] of laterFirst.entries()) {
    const was = await universe.decide(row);
    onRow();
    const expected = embeddedInBoth(await baseline.of(row), was);
    const difference = firstDifference(expected, was);
    if (difference) return leak(difference, done + 1, MEANING_LATER);
  }
  return clean(rows.length);
}

function withoutEmbeddings({ facets, ...rest }: RowEvidence): RowEvidence {
  return { ...rest, facets: facets.filter(({ channel }) => channel !== EMBEDDING) };
}

function asLookAhead(error: unknown): LookAheadError {
  if (error instanceof LookAheadError) return error;
  throw error;
}
