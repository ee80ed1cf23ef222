/** Canaries: does a mark of a later row, or a case that has not matured, turn up anywhere at a row? */
import {
  type CanaryRows,
  plantCanaries,
  tokenRowsIn,
} from "../../../data/counterfactuals/canaries.ts";
import { maturityOf } from "../../pipeline.ts";
import { type Experiment, clean, leak } from "../experiment.ts";
import { type Difference, visitLeaves } from "../first-difference.ts";
import { EMBEDDING, type Facet, type RowEvidence } from "../row-evidence.ts";
import { openUniverse } from "../universe.ts";

/** Decides every row of the data with canaries in it and searches prompts, replies, channels and what was embedded. */
export const canaries: Experiment = async ({ subject, truth, from, to, rewire, onRow }) => {
  const planted = plantCanaries(truth);
  const { horizonBars, labelLagBars } = maturityOf(subject.config);
  const delayBars = Math.max(horizonBars, labelLagBars);
  const universe = await openUniverse(subject, { name: "canaries", rows: planted.rows, rewire });
  for (let row = from; row < to; row += 1) {
    const evidence = await universe.decide(row);
    onRow();
    const found = laterRowIn(evidence, planted) ?? unmaturedCaseIn(evidence, delayBars);
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

function unmaturedCaseIn({ row, facets }: RowEvidence, delayBars: number): Difference | null {
  for (const { node, channel, value } of facets) {
    if (channel !== "cases" || !Array.isArray(value)) continue;
    const rows = value.map((found: { readonly row: number }) => found.row);
    const at = rows.findIndex((caseRow) => caseRow + delayBars > row);
    if (at < 0) continue;
    const expected = `a case of row ${row - delayBars} at most`;
    return { row, node, channel, field: `[${at}].row`, expected, was: String(rows[at]) };
  }
  return null;
}
