/** Makes data to tune the analysts on: their own prompts, answered as the matured outcome says, split in time, checked. */
import { LookAheadError } from "../../data/errors.ts";
import { hashOf, sha256 } from "../../data/hash.ts";
import { MarketHistory } from "../../data/history.ts";
import { estimateTokens } from "../../nodes/models/cost/token-estimate.ts";
import { hashPrompts, loadPrompts } from "../../nodes/prompts.ts";
import { codeVersion } from "../code-version.ts";
import { maturityOf, mustHoldRows } from "../pipeline.ts";
import {
  type CheckedRow,
  type LeakingLine,
  firstForeseeing,
  holdsLaterMarks,
  promptsWithoutLater,
} from "./check-lines.ts";
import { ANALYSTS, type Analyst, type PromptParts, makePromptSource } from "./prompt-source.ts";
import { PARTS, type Part, splitInTime } from "./split.ts";
import { DEAD_ZONE, MAX_CONFIDENCE, movesOf, targetAnswer } from "./target-answer.ts";

export interface FinetuneOptions {
  /** Share of the rows to validate on, the latest; above 0 and below 1. @default 0.2 */
  readonly validation?: number | undefined;
  /** Bars between training and validation, at least the horizon. @default the horizon and the gap between cases */
  readonly embargoBars?: number | undefined;
  /** Told after each row of three passes. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** One file of lines. */
export interface FinetuneFile {
  readonly name: string;
  readonly node: Analyst;
  readonly part: Part;
  /** Rows of its lines, in order. */
  readonly rows: readonly number[];
  /** Lines by stance. */
  readonly stances: Readonly<Record<"bearish" | "neutral" | "bullish", number>>;
  /** Estimated tokens of all messages. */
  readonly tokens: number;
  readonly text: string;
}

export interface FinetuneExport {
  readonly files: readonly FinetuneFile[];
  /** Lines checked; each was derived again without later rows, and with marks in every row. */
  readonly checkedLines: number;
  /** The first line that holds what its row could not know; then there is nothing to write. */
  readonly leak: LeakingLine | null;
  /** Rows with a matured outcome for which no analyst was asked, or before their volatility is known. */
  readonly skippedRows: number;
  readonly embargoBars: number;
  /** Text of `manifest.json`. */
  readonly manifest: string;
}

/**
 * Every row of the configuration whose outcome the data holds. Nothing but the last message of a line knows the outcome.
 * @throws UsageError for rows that are not there, or too few to split
 */
export async function exportFinetune(
  parts: PromptParts,
  options: FinetuneOptions = {},
): Promise<FinetuneExport> {
  const { config, data } = parts;
  mustHoldRows(data.rows.length, config.rows);
  const { horizonBars } = config;
  const { validation = 0.2, embargoBars = horizonBars + (config.gapBars ?? 2 * horizonBars) } =
    options;
  const history = new MarketHistory(data.rows, maturityOf(config));
  const end = history.asOf(history.length - 1);
  const { from, to } = config.rows ?? { from: 0, to: data.rows.length };
  const matured = Array.from({ length: to - from }, (_, i) => from + i).filter((row) =>
    end.hasOutcome(row),
  );
  const moves = new Map(
    matured.map((row) => [row, movesOf(history.asOf(row), end.outcome(row))] as const),
  );
  const usable = matured.filter((row) => moves.get(row) !== null);
  const split = splitInTime({ rows: usable, horizonBars, validation, embargoBars });

  let done = 0;
  const passes = 3 * usable.length;
  const onRow = (): void => options.onProgress?.(Math.min(passes, (done += 1)), passes);
  const asked: CheckedRow[] = [];
  const checking = async (): Promise<LeakingLine | null> => {
    try {
      const without = await promptsWithoutLater(parts, usable, onRow);
      const source = makePromptSource(parts);
      for (const row of usable) {
        const prompts = await source(row);
        onRow();
        if (Object.keys(prompts).length > 0) asked.push({ row, prompts });
      }
      return (
        (await firstForeseeing(parts, asked, without)) ??
        (await holdsLaterMarks(
          parts,
          asked.map(({ row }) => row),
          onRow,
        ))
      );
    } catch (error) {
      if (!(error instanceof LookAheadError)) throw error;
      return { row: Number(error.fields["asOf"]), node: ANALYSTS[0], what: error.message };
    }
  };
  const leak = await checking();
  const files = ANALYSTS.flatMap((node) =>
    PARTS.flatMap((part) => {
      const rows = new Set(split[part]);
      const lines = asked.filter(({ row, prompts }) => rows.has(row) && prompts[node]);
      return lines.length === 0 ? [] : [fileOf(node, part, lines, moves)];
    }),
  );
  const summary = {
    files,
    checkedLines: files.reduce((sum, { rows }) => sum + rows.length, 0),
    leak,
    skippedRows: matured.length - asked.length,
    embargoBars,
  };
  return { ...summary, manifest: manifestOf(parts, { ...summary, validation }) };
}

const SHORT: Readonly<Record<Analyst, string>> = {
  analyzeSentiment: "sentiment",
  analyzeQuant: "quant",
};

/** Every file of lines that an export may have. */
export const FILE_NAMES: readonly string[] = ANALYSTS.flatMap((node) =>
  PARTS.map((part) => nameOf(node, part)),
);

function nameOf(node: Analyst, part: Part): string {
  return `${SHORT[node]}.${part}.jsonl`;
}

function fileOf(
  node: Analyst,
  part: Part,
  lines: readonly CheckedRow[],
  moves: ReadonlyMap<number, number | null>,
): FinetuneFile {
  const stances = { bearish: 0, neutral: 0, bullish: 0 };
  let tokens = 0;
  const texts = lines.map(({ row, prompts }) => {
    const prompt = prompts[node] ?? [];
    const answer = targetAnswer(node, moves.get(row) ?? 0, prompt);
    stances[answer.stance] += 1;
    const messages = [...prompt, { role: "assistant", content: JSON.stringify(answer) }];
    tokens += messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
    return `${JSON.stringify({ messages })}\n`;
  });
  return {
    name: nameOf(node, part),
    node,
    part,
    rows: lines.map(({ row }) => row),
    stances,
    tokens,
    text: texts.join(""),
  };
}

function manifestOf(
  { data, config, embedder, prompts = loadPrompts(), nodesVersion }: PromptParts,
  made: Omit<FinetuneExport, "manifest"> & { readonly validation: number },
): string {
  const { llm: _llm, sentimentBy: _by, classifier: _how, ...deciding } = config;
  const manifest = {
    data: { sha256: data.sha256, rows: data.rows.length },
    code: codeVersion(),
    config: deciding,
    configSha256: hashOf(deciding),
    embedder: embedder.id,
    prompts: hashPrompts(prompts),
    nodesVersion: nodesVersion ?? null,
    answer: { deadZone: DEAD_ZONE, score: "tanh(moves/2)", maxConfidence: MAX_CONFIDENCE },
    split: { validation: made.validation, embargoBars: made.embargoBars },
    skippedRows: made.skippedRows,
    checkedLines: made.checkedLines,
    files: made.files.map(({ text, rows, ...file }) => ({
      ...file,
      lines: rows.length,
      sha256: sha256(text),
      rows: rows.join(" "),
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
