/** Whether a prompt holds anything that its row could not know: derived anew without later rows, and with marks in all rows. */
import { plantCanaries, tokenRowsIn } from "../../data/counterfactuals/canaries.ts";
import { sha256 } from "../../data/hash.ts";
import type { MarketHistory } from "../../data/history.ts";
import type { MarketRow } from "../../data/row.ts";
import { ArrivingRows, type Counterfactual } from "../audit/arriving-rows.ts";
import { maturityOf } from "../pipeline.ts";
import {
  ANALYSTS,
  type Analyst,
  type AnalystPrompts,
  type PromptParts,
  type PromptSource,
  makePromptSource,
} from "./prompt-source.ts";

/** A prompt that its row could not have come to. */
export interface LeakingLine {
  readonly row: number;
  readonly node: Analyst;
  /** What gave it away, in words. */
  readonly what: string;
}

/** Prompts to be checked. */
export interface CheckedRow {
  readonly row: number;
  readonly prompts: AnalystPrompts;
}

/** Told after each row. */
type OnRow = () => void;

const TRUNCATED: Counterfactual = { ahead: () => null, unlabelled: (row) => row };

/**
 * Each row's prompts from rows that arrive one by one: at row t there is nothing later. Asked for before those of the
 * whole data, so that a node that keeps what it found for a row, wherever, cannot have found it in later rows.
 */
export async function promptsWithoutLater(
  parts: PromptParts,
  rows: readonly number[],
  onRow: OnRow,
): Promise<ReadonlyMap<number, AnalystPrompts>> {
  const arriving = new ArrivingRows(parts.data.rows, maturityOf(parts.config), TRUNCATED);
  const made = new Map<number, AnalystPrompts>();
  let source: PromptSource | null = null;
  for (const row of rows) {
    arriving.advance(row);
    source ??= sourceOver(parts, "arriving", arriving.rows, arriving.history);
    made.set(row, await source(row));
    onRow();
  }
  return made;
}

/**
 * The first line that is not the same to the byte without later rows. What is computed ahead, over the rows a pipeline
 * is built with, says nothing against it: a difference must show again in one built over the rows up to that one.
 */
export async function firstForeseeing(
  parts: PromptParts,
  lines: readonly CheckedRow[],
  without: ReadonlyMap<number, AnalystPrompts>,
): Promise<LeakingLine | null> {
  for (const { row, prompts } of lines) {
    if (firstDifferent(prompts, without.get(row) ?? {}) === null) continue;
    const alone = sourceOver(parts, `up to ${row}`, parts.data.rows.slice(0, row + 1));
    const node = firstDifferent(prompts, await alone(row));
    if (node) return { row, node, what: "another prompt without the later rows" };
  }
  return null;
}

/** Each row's prompts from data in which every row bears marks of its own: no later row's may turn up. */
export async function holdsLaterMarks(
  parts: PromptParts,
  rows: readonly number[],
  onRow: OnRow,
): Promise<LeakingLine | null> {
  const planted = plantCanaries(parts.data.rows);
  const source = sourceOver(parts, "canaries", planted.rows);
  for (const row of rows) {
    const prompts = await source(row);
    for (const node of ANALYSTS) {
      const text = (prompts[node] ?? []).map(({ content }) => content).join("\n");
      const later = tokenRowsIn(text).find((owner) => owner > row);
      if (later !== undefined) return { row, node, what: `text of row ${later}` };
    }
    onRow();
  }
  return null;
}

/** No store that goes by the data's hash may take one version of the rows for another. */
function sourceOver(
  parts: PromptParts,
  name: string,
  rows: readonly MarketRow[],
  history?: MarketHistory,
): PromptSource {
  const data = { ...parts.data, rows, sha256: sha256(`${parts.data.sha256}:${name}`) };
  return makePromptSource({ ...parts, data, ...(history && { history }) });
}

function firstDifferent(expected: AnalystPrompts, was: AnalystPrompts): Analyst | null {
  const differs = (node: Analyst): boolean =>
    JSON.stringify(expected[node]) !== JSON.stringify(was[node]);
  return ANALYSTS.find(differs) ?? null;
}
