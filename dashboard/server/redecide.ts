/** What the server does when a node's output is to be replaced. It reads the run's directory and never writes there. */
import { z } from "zod";
import { ReplayMissError } from "../../data/errors.ts";
import { NODE_NAMES } from "../../data/vocabulary.ts";
import type { Access, AskingOptions } from "../../graphs/open-pipeline.ts";
import type { Pipeline } from "../../graphs/pipeline.ts";
import { openRunAgain, whyNotAgain } from "../../graphs/redecide/open-run.ts";
import { redecideRow } from "../../graphs/redecide/redecide-row.ts";
import { schemaFaults } from "../../graphs/schema-faults.ts";
import { tracedRunsIn } from "../../graphs/reasoning/read-trace.ts";
import { traceLines } from "../../graphs/trace-line.ts";
import { SerialQueue } from "../../retrieval/serial-queue.ts";
import type { RedecideRequest, Redecided } from "../wire/api.ts";
import { ApiError } from "./api-fault.ts";
import { nodeDetail } from "./reading/row-detail.ts";
import type { ShownRun } from "./reading/shown-run.ts";

/** Whoever decides rows again. */
export interface Redecider {
  /**
   * Decides a row again from a replaced node on.
   * @param body `RedecideRequest` as JSON
   * @throws ApiError, HindcastError when it cannot be done
   */
  readonly redecide: (run: ShownRun, row: number, body: string) => Promise<Redecided>;
  /** Why a run's rows cannot be decided again; null where nothing speaks against it. */
  readonly unable: (run: ShownRun) => string | null;
}

/** Who is asked, and for how much. */
export interface RedeciderParts {
  readonly access: Access;
  /** As for a run. @default each run's own models, replayed */
  readonly llm?: string;
  /** `maxCostUsd` is for all rows together. */
  readonly asking?: AskingOptions;
}

const requestSchema = z.strictObject({ node: z.enum(NODE_NAMES), output: z.unknown() });

/** Decides with the models that the parts name. One row at a time, since rows share the limit of what they may cost. */
export function makeRedecider({ access, llm, asking }: RedeciderParts): Redecider {
  const gate = new SerialQueue();
  const opened = new Map<string, Promise<Pipeline>>();
  const named = llm === undefined ? {} : { llm };
  let spentUsd = 0;

  const unable = (run: ShownRun): string | null =>
    whyNotAgain(run.stamp, { data: run.data, ...named });

  async function open(run: ShownRun): Promise<Pipeline> {
    const { stamp, data, directory } = run;
    const reason = unable(run);
    if (reason !== null || data === null) throw new ApiError(409, `${run.name}: ${reason}`);
    const known = opened.get(stamp.run);
    if (known) return known;
    const opening = openRunAgain(directory, stamp, {
      data,
      access,
      ...named,
      ...(asking && { asking }),
    });
    opened.set(stamp.run, opening);
    opening.catch(() => opened.delete(stamp.run));
    return opening;
  }

  async function decide(run: ShownRun, row: number, { node, output }: RedecideRequest) {
    const pipeline = await open(run);
    const { record, nodes } = await run.written(row);
    const recorded = new Map([...nodes].map(([name, its]) => [name, its.output]));
    const limit = asking?.maxCostUsd ?? null;
    const again = await redecideRow(
      pipeline,
      { row, node, output, recorded },
      {
        limitUsd: limit === null ? null : Math.max(0, limit - spentUsd),
        onSpent: (usd) => {
          spentUsd += usd;
        },
      },
    );
    return {
      before: record.decision,
      after: again.record.decision,
      nodes: [...tracedRunsIn(traceLines(again.trace)).values()].flatMap(
        (its) => nodeDetail(its) ?? [],
      ),
    };
  }

  return {
    unable,
    async redecide(run, row, body) {
      const request = readRequest(body);
      try {
        return await gate.run(() => decide(run, row, request));
      } catch (error) {
        if (!(error instanceof ReplayMissError)) throw error;
        const { node } = error.fields;
        throw new ApiError(
          409,
          `this question was not recorded (${node}); start the dashboard with --llm to ask a model`,
          { cause: error },
        );
      }
    },
  };
}

/** Decides nothing. */
export const noRedecider: Redecider = {
  unable: () => "this dashboard asks no models",
  redecide: async () => {
    throw new ApiError(409, "this dashboard asks no models");
  },
};

function readRequest(body: string): RedecideRequest {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch (cause) {
    throw new ApiError(400, "expected JSON, was something else", { cause });
  }
  const request = requestSchema.safeParse(content);
  if (request.success) return request.data;
  throw new ApiError(
    400,
    `expected a node and its output, was another (${schemaFaults(request.error)})`,
  );
}
