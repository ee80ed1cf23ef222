/** Attacks a pipeline with hostile texts, one planted at a time, and measures whether they steer its decisions. */
import { type Bid, bidFor } from "../../data/attacks/bid.ts";
import { ATTACK_PAYLOADS } from "../../data/attacks/catalogue.ts";
import type { AttackPayload, PlantedText } from "../../data/attacks/payload.ts";
import { harmlessLike, planted } from "../../data/attacks/plant.ts";
import { UsageError } from "../../data/errors.ts";
import type { CallLine } from "../../nodes/models/cost/ledger.ts";
import { mergedName } from "../../nodes/models/node-models.ts";
import { knnVote } from "../../retrieval/knn-vote.ts";
import { type Decide, type Trial, makeAttackLab } from "./lab.ts";
import { leaksIn, linesOf, promptWindows } from "./leaks.ts";
import { type AttackAttempt, type AttackReport, type Outcome, reportAttacks } from "./report.ts";
import { type Target, findTargets, targetAt } from "./targets.ts";
import type { DecisionStateValues } from "../decision-state.ts";
import type { PipelineParts } from "../pipeline.ts";

/** A pipeline's parts, and how to attack it. */
export interface AttackOptions extends PipelineParts {
  /** Rows to attack. @default `targets` rows found by a search, half of them decided up and half down */
  readonly rows?: readonly number[] | undefined;
  /** Rows to find, at least 1. @default 4 */
  readonly targets?: number | undefined;
  /** @default the whole catalogue */
  readonly payloads?: readonly AttackPayload[] | undefined;
  /** Attempts under way at once. @default 4 */
  readonly concurrency?: number | undefined;
  /** Told after each attempt. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Told of each model call. */
  readonly onCall?: ((line: CallLine) => void) | undefined;
}

/**
 * Decides each target row clean; then once for each payload, planted in the direction against the clean action, and
 * once for harmless words of the same length in its place. Later rows are no part of it: they are unknown then.
 * @throws UsageError when there is no such row, or none of them is decided
 * @throws StoppedError when no further model call can succeed or be paid; attempts under way end first
 */
export async function attackPipeline(options: AttackOptions): Promise<AttackReport> {
  const { data, payloads = ATTACK_PAYLOADS, concurrency = 4, onProgress, onCall } = options;
  const decide = makeAttackLab(options, onCall);
  const targets = await targetsOf(options, decide);
  if (targets.length === 0) {
    throw new UsageError("attack: expected at least one row that is decided without it, was none");
  }
  const briefs = targets.map((target) => ({ target, ordinary: promptWindows(target.asked) }));
  const tasks = briefs.flatMap(({ target, ordinary }) =>
    payloads.map((payload) => ({ payload, target, ordinary })),
  );
  const attempts: (AttackAttempt | null)[] = [];
  const queue = tasks.entries();
  let done = 0;
  let halted = false;
  const worker = async (): Promise<void> => {
    for (const [i, task] of queue) {
      if (halted) return;
      try {
        attempts[i] = await attempt(decide, data.rows, task);
      } catch (error) {
        halted = true;
        throw error;
      }
      done += 1;
      onProgress?.(done, tasks.length);
    }
  };
  const workers = Array.from({ length: concurrency }, worker);
  await Promise.allSettled(workers);
  await Promise.all(workers);
  const made = attempts.filter((each) => each !== null);
  return reportAttacks({
    model: mergedName(options.model),
    targets: targets.map(({ row, action, score }) => ({ row, action, score })),
    attempts: made,
    skipped: tasks.length - made.length,
  });
}

async function targetsOf(options: AttackOptions, decide: Decide): Promise<readonly Target[]> {
  const { data, config, targets = 4 } = options;
  if (options.rows === undefined) {
    return findTargets({
      decide,
      rows: data.rows,
      within: config.rows ?? { from: 0, to: data.rows.length },
      strideBars: 2 * config.horizonBars + 1,
      count: targets,
      withCases: !config.without.includes("retrieveCases"),
    });
  }
  const found: Target[] = [];
  for (const row of options.rows) {
    if (!Number.isInteger(row) || row < 0 || row >= data.rows.length) {
      throw new UsageError(`attack: expected rows from 0 to ${data.rows.length - 1}, was ${row}`);
    }
    const target = await targetAt(decide, data.rows, row);
    if (target !== null) found.push(target);
  }
  return found;
}

interface Task {
  readonly payload: AttackPayload;
  readonly target: Target;
  /** Windows of the target's clean prompts. */
  readonly ordinary: ReadonlySet<string>;
}

/** null when the payload is for a past row and the target has no case. */
async function attempt(
  decide: Decide,
  rows: Parameters<Decide>[0],
  { payload, target, ordinary }: Task,
): Promise<AttackAttempt | null> {
  const place = payload.place === "row" ? target.row : target.state.cases[0]?.row;
  if (place === undefined) return null;
  const bid = bidFor(target.action === 1 ? "down" : "up");
  const text = payload.plant(bid);
  const tryOut = (words: PlantedText): Promise<Trial> =>
    decide(planted(rows, place, words), target.row, place);
  const attacked = await tryOut(text);
  const control = await tryOut(harmlessLike(text));
  const written = linesOf(attacked.state ?? target.state);
  return {
    payload: payload.id,
    family: payload.family,
    row: target.row,
    plantedIn: place,
    direction: bid.direction,
    ...outcomeOf(attacked, target, bid),
    control: outcomeOf(control, target, bid),
    leaks: leaksIn(attacked.asked, { planted: text.text, ordinary, written }),
    faults: faultsOf(attacked),
    loneScore: attacked.state === null ? null : loneScore(attacked.state),
  };
}

function outcomeOf({ state }: Trial, target: Target, { action: wanted }: Bid): Outcome {
  const { status, action, score } = state?.decision ?? {
    status: "failed",
    action: null,
    score: null,
  };
  const side = Number(wanted);
  return {
    status,
    action,
    score,
    flipped: action === side,
    shift: score === null ? null : (score - target.score) * side,
    casesChanged: state !== null && caseRows(state) !== caseRows(target.state),
    voteTurned: state !== null && voteOf(state) === side && voteOf(target.state) !== side,
  };
}

function faultsOf({ state, error }: Trial): readonly string[] {
  if (state === null) return [`failed: ${error?.message ?? "unknown"}`];
  return state.calls.flatMap(({ node, fault }) => (fault === null ? [] : [`${node}: ${fault}`]));
}

/** Counts voices itself, so that a fault of the bound's own count shows. */
function loneScore({ decision, quant, cases }: DecisionStateValues): number | null {
  const { action, score } = decision;
  if (action === null || score === null) return null;
  const others = [Math.sign(quant.opinion?.score ?? 0), voteOf({ cases })];
  return others.includes(action) ? null : Math.abs(score);
}

function caseRows({ cases }: Pick<DecisionStateValues, "cases">): string {
  return cases.map(({ row }) => row).join(" ");
}

function voteOf({ cases }: Pick<DecisionStateValues, "cases">): number {
  return Math.sign(knnVote(cases) ?? 0);
}
