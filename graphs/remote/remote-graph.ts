/** A pipeline's graph on a LangGraph server: rows go there over HTTP, and what its nodes did comes back. */
import { Client } from "@langchain/langgraph-sdk";
import { StoppedError, UsageError } from "../../data/errors.ts";
import type { Pipeline } from "../pipeline.ts";
import type { RowGraph } from "../walk-forward.ts";
import { type Answer, readAnswer } from "./read-answer.ts";
import { refuseOtherRun } from "./refuse-other-run.ts";
import { servedName } from "./served-name.ts";

/** Where the graph is. */
export interface RemoteOptions {
  /** The server's address, such as `http://127.0.0.1:2024`. */
  readonly url: string;
  /** Sent with each request; null for a server that asks for none. */
  readonly apiKey: string | null;
  /** The name that `langgraph.json` gives the graph. @default "hindcast" */
  readonly name?: string;
}

/** Answers that say that the request, not the line, is at fault. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 422]);

/**
 * The graph as `runPipeline` asks it. Each row is a run without a thread, so that nothing of one is left to the next.
 * Rows are begun in the order of the pipeline's turns, which spares the server's memory going back; what they come to
 * does not depend on it. Model calls go to the pipeline's books.
 * Its `invoke` throws what the graph there threw; UsageError where the server is not one of this pipeline's run;
 * StoppedError where the connection is lost.
 * @throws UsageError for what is no address
 */
export function remoteGraph(
  { identity, turns, calls }: Pipeline,
  { url, apiKey, name = "hindcast" }: RemoteOptions,
): RowGraph {
  const client = connect(url, apiKey);

  async function ask(row: number, onCreated: () => void): Promise<Answer> {
    const stream = client.runs.stream(null, name, {
      input: { row },
      context: { run: servedName(identity) },
      streamMode: ["custom", "values"],
      // What a model was paid for is kept there, for the command that goes on from here.
      onDisconnect: "continue",
      onRunCreated: onCreated,
    });
    try {
      return await readAnswer(stream, calls.emit);
    } catch (error) {
      throw faultOf(error, url, name);
    }
  }

  return {
    async invoke({ row }, { context }) {
      await turns.turn(row);
      const answer = await ask(row, () => turns.done(row));
      const { served, fault, decided } = answer;
      // A server that fell before it said what it serves is no server of something else.
      if (served !== null || fault === null) refuseOtherRun({ url, served, identity });
      for (const nodeRun of answer.nodeRuns) context.onNode(Promise.resolve(nodeRun), nodeRun.node);
      const broken = answer.nodeRuns.find(({ error }) => error !== null);
      if (broken?.error) throw broken.error;
      if (fault !== null) throw new StoppedError(`${url} gave row ${row} up: ${fault}`);
      if (decided?.row !== row) throw new StoppedError(`${url} broke off at row ${row}`);
      return decided;
    },
  };
}

function connect(url: string, apiKey: string | null): Client {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new UsageError(`--remote: expected an http address, was ${url}`);
  }
  // A row that was lost is asked for again by the command that resumes, not in secret.
  return new Client({ apiUrl: url.replace(/\/+$/, ""), apiKey, callerOptions: { maxRetries: 0 } });
}

function faultOf(error: unknown, url: string, name: string): Error {
  if (error instanceof UsageError) return new UsageError(`${url}: ${error.message}`);
  if (!(error instanceof Error)) return new StoppedError(`${url} is out of reach`);
  const status = "status" in error ? Number(error.status) : Number.NaN;
  const why = error.message.replaceAll(/\s+/g, " ").slice(0, 300);
  if (REFUSALS.has(status)) {
    return new UsageError(`${url} does not serve graph ${name}: ${why}`, { cause: error });
  }
  return new StoppedError(`${url} is out of reach: ${why}`, { cause: error });
}
