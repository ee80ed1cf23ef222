/** Traces a run in LangSmith while it goes on: rows are sent in the background, what became of them is added at the end. */
import { type Clock, REAL_CLOCK } from "../../data/clock.ts";
import { formatDatetime } from "../../data/datetime.ts";
import { hashOf } from "../../data/hash.ts";
import type { Pipeline } from "../pipeline.ts";
import type { RowRecord } from "../row-record.ts";
import { spokenSwitches } from "../spoken-settings.ts";
import { type LangSmithAccess, mustBeEndpoint } from "./langsmith-access.ts";
import type { LangSmith, LangSmithProject, RunFeedback } from "./langsmith-client.ts";
import { type TracedRunFacts, langsmithRuns } from "./langsmith-runs.ts";
import { Outbox } from "./outbox.ts";
import { Room } from "./room.ts";
import { type ToldRow, feedbackOf, groundedOf, outcomeOf } from "./row-feedback.ts";
import type { RowTrace } from "./row-trace.ts";
import { makeScrubber } from "./scrubber.ts";
import { DeliveryFault, Transport, type TransportOptions } from "./transport.ts";

/** Such that the whole end of a command, its way out included, stays under 5 s. Milliseconds. */
export const DEFAULT_BUDGET_MS = 4500;

export interface TracingOptions {
  /** Name of the variant in an experiment, or of all variants that are decided by this run. @default none */
  readonly variant?: string | readonly string[];
  /** Most milliseconds that the end of the run waits, feedback and the project's address included. @default DEFAULT_BUDGET_MS */
  readonly budgetMs?: number;
  readonly transport?: TransportOptions;
  /** Where rows wait to be sent. @default room of its own, for 64 million characters */
  readonly room?: Room;
  /** Rows that were sent before, without what they came to. @param isKnown whether that is known now @default none */
  readonly untold?: (isKnown: (row: number) => boolean) => readonly ToldRow[];
  /** @default the clock on the wall */
  readonly clock?: Clock;
}

/** What reached LangSmith. */
export interface DeliveryReport {
  readonly project: string;
  /** Of the project; a row is at `URL/r/TRACE`. Null where it was not to be had. */
  readonly url: string | null;
  /** Rows sent now, and how many were not delivered. */
  readonly rows: number;
  readonly lostRows: number;
  readonly feedback: number;
  readonly lostFeedback: number;
  /** Why the first thing was lost; null where none was. */
  readonly reason: string | null;
  /** Why `langsmith.json` could not be written; null where it was, or was not to be. */
  readonly unkept: string | null;
}

/** What became of the rows that were to be sent, by row. */
export interface Delivery {
  readonly report: DeliveryReport;
  readonly delivered: readonly number[];
  readonly lost: readonly number[];
  /** Rows whose outcome is known and was sent, those of an earlier process too. */
  readonly told: readonly number[];
}

/** Never throws, and never makes a row wait. */
export interface LangSmithTracing {
  onRow(record: RowRecord, trace: RowTrace): void;
  /** Sends what is left and what became of the rows. @param hurry its abort begins the budget of time. @default at once */
  readonly finish: (hurry?: AbortSignal) => Promise<Delivery>;
}

const ROWS_AT_ONCE = 100;
const FEEDBACK_AT_ONCE = 300;
const REQUESTS_AT_ONCE = 3;
const REQUEST_CHARS = 4_000_000;
const FEEDBACK_CHARS = 300;

/** Most characters of traces that wait to be sent. */
const MAX_WAITING_CHARS = 64_000_000;

interface SentRow {
  readonly record: RowRecord;
  readonly trace: RowTrace;
}

/**
 * Opens the way to LangSmith; nothing is sent before the first row.
 * @throws UsageError when the endpoint is no address
 */
export async function openTracing(
  pipeline: Pipeline,
  access: LangSmithAccess,
  {
    variant,
    budgetMs = DEFAULT_BUDGET_MS,
    transport: how = {},
    room = new Room(MAX_WAITING_CHARS),
    untold = () => [],
    clock = REAL_CLOCK,
  }: TracingOptions = {},
): Promise<LangSmithTracing> {
  mustBeEndpoint(access);
  const transport = new Transport(how);
  const { apiKey, project } = access;
  // Loaded on demand: a run that is not traced does not wait for the client.
  const { openLangSmith } = await import("./langsmith-client.ts");
  const langsmith = apiKey === null ? null : openLangSmith(access, apiKey, transport);
  const facts = factsOf(pipeline, project, variant);
  const scrub = makeScrubber(access.secrets);
  const outbox = new Outbox<SentRow, ToldRow, number>({
    batch: ROWS_AT_ONCE,
    batchChars: REQUEST_CHARS,
    atOnce: REQUESTS_AT_ONCE,
    room,
    send: async (rows) => {
      if (!langsmith) throw new DeliveryFault("LANGSMITH_API_KEY is not set", true);
      await langsmith.sendRuns(
        rows.flatMap(({ trace, record }) => scrub(langsmithRuns(trace, record, facts))),
      );
    },
    // Without its texts: a long run's would not all find room.
    keep: ({ trace, record }) => ({
      row: record.row,
      action: record.decision.action,
      traceId: trace.id,
      grounded: groundedOf(nodesOf(trace), record, pipeline.config.horizonBars),
    }),
    mark: ({ record }) => record.row,
  });
  const isKnown = (row: number): boolean => outcomeOf(pipeline, row) !== null;
  const feedbackOn = ({ row, traceId, action, grounded }: ToldRow): readonly RunFeedback[] =>
    feedbackOf(traceId, { action, grounded, outcome: outcomeOf(pipeline, row) });
  return {
    onRow: (record, trace) => outbox.put({ record, trace }, charsOf(trace)),
    finish: async (hurry = AbortSignal.abort()) => {
      const over = new AbortController();
      const late = `no answer within ${budgetMs / 1000} s`;
      let isLate = false;
      const beginBudget = (): void => {
        transport.hurry();
        void clock.wait(budgetMs, over.signal).then(() => {
          if (over.signal.aborted) return;
          outbox.close(transport.lastReason ?? late);
          isLate = true;
          transport.close();
        });
      };
      if (hurry.aborted) beginBudget();
      else hurry.addEventListener("abort", beginBudget, { once: true, signal: over.signal });
      await outbox.settled();
      const { delivered, lost, reason } = outbox.report();
      const sent = [...delivered, ...untold(isKnown)];
      const told =
        langsmith && sent.length > 0
          ? await tell(langsmith, project, sent.flatMap(feedbackOn))
          : null;
      over.abort();
      transport.close();
      const why = reason ?? told?.reason ?? null;
      return {
        report: {
          project,
          url: told?.url ?? null,
          rows: delivered.length,
          lostRows: lost.length,
          feedback: told?.sent ?? 0,
          lostFeedback: told?.lost ?? 0,
          reason: isLate && why === "no answer in time" ? late : why,
          unkept: null,
        },
        delivered: delivered.map(({ row }) => row),
        lost,
        told: told?.lost === 0 ? sent.map(({ row }) => row).filter(isKnown) : [],
      };
    },
  };
}

interface Told {
  readonly url: string | null;
  readonly sent: number;
  readonly lost: number;
  readonly reason: string | null;
}

async function tell(
  langsmith: LangSmith,
  name: string,
  feedback: readonly RunFeedback[],
): Promise<Told> {
  let project: LangSmithProject;
  try {
    project = (await langsmith.findProject(name)) ?? (await langsmith.createProject(name));
  } catch (error) {
    const reason = error instanceof DeliveryFault ? error.message : "an unexpected answer";
    return { url: null, sent: 0, lost: feedback.length, reason };
  }
  const outbox = new Outbox<RunFeedback, null, null>({
    batch: FEEDBACK_AT_ONCE,
    batchChars: REQUEST_CHARS,
    atOnce: REQUESTS_AT_ONCE,
    send: (batch) => langsmith.sendFeedback(batch, project.id),
    keep: () => null,
    mark: () => null,
  });
  for (const said of feedback) outbox.put(said, FEEDBACK_CHARS);
  await outbox.settled();
  const { delivered, lost, reason } = outbox.report();
  return { url: project.url, sent: delivered.length, lost: lost.length, reason };
}

function factsOf(
  { run, config, identity, data }: Pipeline,
  project: string,
  variant: TracingOptions["variant"],
): TracedRunFacts {
  return {
    run,
    project,
    tags: [
      ...[variant ?? []].flat().map((name) => `variant:${name}`),
      ...spokenSwitches(config).map((toggle) => `toggle:${toggle}`),
    ],
    configHash: hashOf(identity["config"]).slice(0, 16),
    datetimeOf: (row) => formatDatetime(data.rows[row]?.observation.timeMs ?? 0),
  };
}

function nodesOf({ nodes }: RowTrace): Parameters<typeof groundedOf>[0] {
  return new Map(nodes.map((node) => [node.node, { ...node, calls: [...node.calls] }]));
}

/** About how much a trace holds; its texts are nearly all of it. */
function charsOf({ nodes }: RowTrace): number {
  const calls = nodes.flatMap((node) => node.calls);
  return calls.reduce(
    (sum, { messages, reply }) =>
      sum + reply.length + messages.reduce((all, { content }) => all + content.length, 0),
    8000,
  );
}
