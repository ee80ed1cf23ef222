/** Canaries: does a mark of a later row, or a case that has not matured, turn up anywhere at a row? */
import { z } from "zod";
import {
  type CanaryRows,
  plantCanaries,
  tokenRowsIn,
} from "../../../data/counterfactuals/canaries.ts";
import { retrievedCaseSchema } from "../../../data/vocabulary.ts";
import type { MaturityRule } from "../../../data/history.ts";
import { maturityOf } from "../../pipeline.ts";
import { type Experiment, clean, leak } from "../experiment.ts";
import { type Difference, visitLeaves } from "../first-difference.ts";
import { EMBEDDING, type Facet, type RowEvidence } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** Decides every row of the data with canaries in it and searches prompts, replies, channels and what was embedded. */
export const canaries: Experiment = async ({ subject, truth, from, to, rewire, onRow }) => {
  const planted = plantCanaries(truth);
  const maturity = maturityOf(subject.config);
  const universe = await openUniverse(subject, { name: "canaries", rows: planted.rows, rewire });
  for (let row = from; row < to; row += 1) {
    const evidence = await universe.decide(row);
    onRow();
    const found = laterRowIn(evidence, planted) ?? youngCaseIn(evidence, maturity);
    if (found) return leak(found, row - from + 1, "what may be there, and what was");
  }
  return clean(to - from);
};

function laterRowIn({ row, facets }: RowEvidence, planted: CanaryRows): Difference | null {
  for (const { node, channel, value } of facets) {
    let found: Difference | null = null;
    const report = (field: string, owner: number, what: string): void => {
      if (owner <= row) return;
      const expected = `marks of rows up to ${row}`;
      found ??= { row, node, channel, field, expected, was: `${what} of row ${owner}` };
    };
    visitLeaves(searchable({ node, channel, value }), (leaf, path) => {
      if (typeof leaf === "number") {
        const owner = planted.rowOfNumber(leaf);
        if (owner !== undefined) report(path, owner, `${leaf}, a figure`);
        return;
      }
      for (const [i, line] of leaf.split("\n").entries()) {
        const field = leaf.includes("\n") ? `${path === "" ? "" : `${path}, `}line ${i + 1}` : path;
        for (const owner of tokenRowsIn(line)) report(field, owner, "text");
        for (const [digits] of line.matchAll(LONG_NUMBER)) {
          const owner = planted.rowOfNumber(Number(digits));
          if (owner !== undefined) report(field, owner, `${digits}, a figure`);
        }
      }
    });
    if (found) return found;
  }
  return null;
}

/** Numbers with so many decimals that they are written out whole. */
const LONG_NUMBER = /-?\d+\.\d{5,}(?:e[-+]?\d+)?/g;

/** Embedded texts are the keys of their channel. */
function searchable({ channel, value }: Facet): unknown {
  return channel === EMBEDDING && value !== null && typeof value === "object"
    ? Object.keys(value)
    : value;
}

/** A label has no room for a mark: what a case says is held against the rule of when it is known. */
function youngCaseIn(
  { row, facets }: RowEvidence,
  { horizonBars, labelLagBars }: MaturityRule,
): Difference | null {
  for (const { node, channel, value } of facets) {
    for (const [at, found] of (casesSchema.safeParse(value).data ?? []).entries()) {
      const outcomeFrom = found.row + horizonBars;
      const labelFrom = found.row + labelLagBars;
      const young = outcomeFrom > row ? "outcome" : "label";
      const knownFrom = young === "outcome" ? outcomeFrom : labelFrom;
      if (knownFrom <= row || (young === "label" && found.label === null)) continue;
      const expected = `cases whose ${young} is known at row ${row}`;
      const was = `the ${young} of row ${found.row}, known from row ${knownFrom} on`;
      return { row, node, channel, field: `[${at}].${young}`, expected, was };
    }
  }
  return null;
}

const casesSchema = z.array(retrievedCaseSchema).min(1);
