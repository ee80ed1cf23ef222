import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createServer, request } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { Client } from "@langchain/langgraph-sdk";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import {
  HindcastError,
  LookAheadError,
  ReplayMissError,
  StoppedError,
  UsageError,
} from "../../data/errors.ts";
import { shippedFile } from "../../data/package-root.ts";
import { runCommand } from "../../cli/commands/run.ts";
import { openRun } from "../../cli/open-run.ts";
import { servedFlags, wordsOf } from "../../cli/served-run.ts";
import { remoteGraph } from "../../graphs/remote/remote-graph.ts";
import { type RunOptions, runPipeline } from "../../graphs/run.ts";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { hindcast } from "../support/hindcast.ts";
import { pipelineOf } from "../support/pipeline.ts";
import {
  linesIn,
  makeDirectory,
  newDirectory,
  removeDirectory,
  stableFiles,
} from "../support/run-directory.ts";
import { SKETCHES } from "../support/served-graphs.ts";

/** What the server is told to serve: rows of the sample whose memory holds something, with recorded replies. */
const SWITCHES = "--rows 100:112 --llm replay";

const directory = makeDirectory();
const cacheDir = join(directory, "cache");
const usersCache = process.env["HINDCAST_CACHE"];
let server: DevServer;
let client: Client;

beforeAll(async () => {
  mkdirSync(cacheDir);
  process.env["HINDCAST_CACHE"] = cacheDir;
  const graphs = shippedFile("tests", "support", "served-graphs.ts");
  server = await startDevServer(
    directory,
    {
      hindcast: `${shippedFile("cli", "studio.ts")}:graph`,
      ...Object.fromEntries(Object.keys(SKETCHES).map((name) => [name, `${graphs}:${name}`])),
    },
    { HINDCAST_RUN: SWITCHES, HINDCAST_CACHE: cacheDir },
  );
  client = new Client({ apiUrl: server.url, apiKey: null, callerOptions: { maxRetries: 0 } });
}, 60_000);
afterAll(async () => {
  if (usersCache === undefined) delete process.env["HINDCAST_CACHE"];
  else process.env["HINDCAST_CACHE"] = usersCache;
  await server.stop();
  removeDirectory(directory);
});

const ROWS = Array.from({ length: 12 }, (_, i) => 100 + i);

const schemasSchema = z.object({
  input_schema: z.object({ properties: z.record(z.string(), z.unknown()) }),
});
const drawnSchema = z.object({ nodes: z.array(z.object({ id: z.string() })) });

const openHere = async (switches = SWITCHES) => (await openRun(servedFlags(switches))).pipeline;

const here = (name: keyof typeof SKETCHES) => pipelineOf(SKETCHES[name]);

type Where = Pick<Parameters<typeof remoteGraph>[1], "name"> & { readonly url?: string };

/** Runs the pipeline's rows on the server. */
function runThere(
  pipeline: Awaited<ReturnType<typeof openHere>>,
  { url = server.url, ...where }: Where = {},
  options: RunOptions = {},
) {
  const graph = remoteGraph(pipeline, { url, apiKey: null, ...where });
  return runPipeline(pipeline, { ...options, graph });
}

/** Events of one row's run, without a thread. */
async function eventsOf(input: Readonly<Record<string, unknown>>, threadId: string | null = null) {
  const events: { readonly event: string; readonly data: unknown }[] = [];
  const streaming = { input, streamMode: "updates" as const };
  const stream =
    threadId === null
      ? client.runs.stream(null, "hindcast", streaming)
      : client.runs.stream(threadId, "hindcast", streaming);
  for await (const { event, data } of stream) {
    events.push({ event, data });
    // The server keeps the line open for half a second more.
    if (event === "error" || Object(data).arbitrate !== undefined) break;
  }
  return events;
}

/** What an error says, without what LangGraph hangs on it. */
const faultsOf = (error: unknown) =>
  error instanceof HindcastError ? [error.code, error.message, error.fields] : error;

const faultIn = (events: Awaited<ReturnType<typeof eventsOf>>) =>
  events.filter(({ event }) => event === "error").map(({ data }) => data);

/** Trace lines without their times and where a reply came from, in an order of their own. */
function timelessTrace(out: string): readonly unknown[] {
  const ids = ["id", "parentId", "traceId"];
  const timed = new Set(["start", "end", "durationMs", "latencyMs", "cached", ...ids]);
  return linesIn(out, "trace.jsonl")
    .map((line) => JSON.stringify(JSON.parse(line), (key, value) => (timed.has(key) ? 0 : value)))
    .toSorted();
}

/** What the ledger says of calls, but for times. */
function timelessLedger(out: string): readonly string[] {
  return linesIn(out, "ledger.jsonl")
    .map((line) =>
      JSON.stringify(JSON.parse(line), (key, value) => (key === "latencyMs" ? 0 : value)),
    )
    .toSorted();
}

/** A real proxy before the server that cuts every connection once it has let so many requests through. */
async function proxyThatDies(letThrough: number): Promise<string> {
  let requests = 0;
  const proxy = createServer((incoming, outgoing) => {
    requests += 1;
    if (requests > letThrough) {
      proxy.closeAllConnections();
      return;
    }
    const { method, headers, url } = incoming;
    const onward = request(`${server.url}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    outgoing.on("close", () => onward.destroy());
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const address = proxy.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

describe("langgraph.json", () => {
  it("names a file that is there, and what it exports", () => {
    const parsed = z
      .object({ graphs: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(shippedFile("langgraph.json"), "utf8")));
    const [file = "", name = ""] = parsed.graphs["hindcast"]?.split(":") ?? [];
    expect(existsSync(shippedFile(file))).toBe(true);
    expect(readFileSync(shippedFile("cli", "studio.ts"), "utf8")).toContain(`function ${name}(`);
    expect(file).toBe("./dist/cli/studio.js");
  });
});

describe("the development server", () => {
  it("says what it serves", async () => {
    const { run } = await openHere();
    expect(server.log()).toContain(`hindcast: serves run ${run}`);
    expect(server.log()).toContain("the shipped sample");
  });

  it("lists the graph with its five nodes, and asks for a row alone", async () => {
    const assistants = await client.assistants.search({ graphId: "hindcast" });
    expect(assistants).toMatchObject([{ graph_id: "hindcast", name: "hindcast" }]);
    const { nodes } = drawnSchema.parse(await client.assistants.getGraph("hindcast"));
    expect(nodes.map(({ id }) => id).filter((id) => !id.startsWith("__"))).toEqual([
      "extractFeatures",
      "retrieveCases",
      "analyzeSentiment",
      "analyzeQuant",
      "arbitrate",
    ]);
    const schemas = schemasSchema.parse(await client.assistants.getSchemas("hindcast"));
    expect(Object.keys(schemas.input_schema.properties)).toEqual(["row"]);
  });

  it("decides one row, and streams each node's update as it ends", async () => {
    const events = await eventsOf({ row: 40 });
    const updates = events.filter(({ event }) => event === "updates");
    const nodes = updates.flatMap(({ data }) => Object.keys(Object(data)));
    expect(nodes.toSorted()).toEqual([
      "analyzeQuant",
      "analyzeSentiment",
      "arbitrate",
      "extractFeatures",
      "retrieveCases",
    ]);
    expect(nodes.slice(0, 2)).toEqual(["extractFeatures", "retrieveCases"]);
    expect(updates.at(-1)?.data).toMatchObject({
      arbitrate: { decision: { status: "decided", action: expect.any(Number) } },
    });
  });

  it("gives rows in any order, side by side, a memory that holds only what had matured there", async () => {
    const rows = [200, 30, 31, 8, 120];
    const events = await Promise.all(rows.map((row) => eventsOf({ row })));
    for (const [i, row] of rows.entries()) {
      // A pipeline of its own, which has never been further.
      const { cases, decision } = await (await openHere()).graph.invoke({ row });
      const updates = Object.assign({}, ...(events[i] ?? []).map(({ data }) => data));
      expect(updates).toMatchObject({ retrieveCases: { cases }, arbitrate: { decision } });
    }
  });

  it("answers a bad row with what is wrong", async () => {
    const bad = [{ row: 276 }, {}, { row: "x" }];
    const events = await Promise.all(bad.map((input) => eventsOf(input)));
    expect(events.flatMap(faultIn)).toMatchObject([
      { message: "row: expected an integer from 0 to 275, was 276" },
      { message: "row: expected an integer from 0 to 275, was undefined" },
      { message: expect.stringContaining("expected number, received string") },
    ]);
  });

  it("lets nothing of a row pass to the next: a thread holds one row", async () => {
    const { thread_id } = await client.threads.create();
    expect(faultIn(await eventsOf({ row: 40 }, thread_id))).toEqual([]);
    expect(faultIn(await eventsOf({ row: 41 }, thread_id))).toEqual([
      {
        error: "UsageError",
        message: "row 41: this thread holds a row already; start a new thread for each row",
      },
    ]);
  });
});

describe("a run on a server", () => {
  it("comes to the bytes, the trace and the books of the same run here", async () => {
    const [there, local] = [newDirectory(), newDirectory()];
    const result = await runThere(await openHere(), {}, { out: there });
    expect(result.records.map(({ row }) => row)).toEqual(ROWS);
    await runPipeline(await openHere(), { out: local });
    expect(stableFiles(there)).toEqual(stableFiles(local));
    expect(timelessTrace(there)).toEqual(timelessTrace(local));
    expect(timelessLedger(there)).toEqual(timelessLedger(local));
  });

  it("records a row whose node breaks there as it does here, the other branch's calls with it", async () => {
    const [there, local] = [newDirectory(), newDirectory()];
    await runThere(here("failing"), { name: "failing" }, { out: there, concurrency: 4 });
    await runPipeline(here("failing"), { out: local });
    expect(stableFiles(there)["decisions.csv"]).toContain("503 try later");
    expect(stableFiles(there)).toEqual(stableFiles(local));
    expect(timelessTrace(there)).toEqual(timelessTrace(local));
    expect(timelessLedger(there)).toEqual(timelessLedger(local));
  });

  it.each([
    ["stopping", StoppedError, "the account is empty"],
    [
      "peeking",
      LookAheadError,
      "close of row 8 is known from row 8 on, but was asked for as of row 7",
    ],
    [
      "missing",
      ReplayMissError,
      "no stored reply for row 7, analyzeSentiment (reply key abcdef012345…)",
    ],
  ] as const)("ends as it would here where a node is %s", async (name, kind, message) => {
    const thrown = await runThere(here(name), { name }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown).toMatchObject({ message: expect.stringContaining(message) });
    const local = await runPipeline(here(name)).catch((error: unknown) => error);
    expect(local).toBeInstanceOf(kind);
    expect(faultsOf(thrown)).toEqual(faultsOf(local));
  });

  it("is refused by a server of another run, which decides nothing for it", async () => {
    const pipeline = await openHere(`${SWITCHES} --horizon 7 --llm simulated`);
    const thrown = runThere(pipeline);
    await expect(thrown).rejects.toThrow(UsageError);
    await expect(thrown).rejects.toThrow(
      `${server.url} decides rows otherwise than this command: config.horizonBars, models differ`,
    );
  });

  it("is refused where no such graph is served, and for what is no address", async () => {
    await expect(runThere(await openHere(), { name: "nothing" })).rejects.toThrow(UsageError);
    const pipeline = await openHere();
    expect(() => remoteGraph(pipeline, { url: "here", apiKey: null })).toThrow(
      "--remote: expected an http address, was here",
    );
  });

  it("keeps what is done when the connection is lost, and goes on from there", async () => {
    const [out, local] = [newDirectory(), newDirectory()];
    const url = await proxyThatDies(5);
    const lost = runThere(await openHere(), { url }, { out, concurrency: 1 });
    await expect(lost).rejects.toThrow(StoppedError);
    await expect(lost).rejects.toThrow(`${url} is out of reach`);
    expect(linesIn(out, "records.jsonl")).toHaveLength(5);
    const result = await runThere(await openHere(), {}, { out });
    expect(result.resumed).toBe(5);
    await runPipeline(await openHere(), { out: local });
    expect(stableFiles(out)).toEqual(stableFiles(local));
  });
});

describe("hindcast run --remote", () => {
  it("writes the run directory of a local run", async () => {
    const [there, local] = [newDirectory(), newDirectory()];
    const args = [...wordsOf(SWITCHES), "--remote", server.url, "--out", there, "--json"];
    await runCommand().parseAsync(args, { from: "user" });
    await runPipeline(await openHere(), { out: local });
    expect(stableFiles(there)).toEqual(stableFiles(local));
    expect(readdirSync(there).toSorted()).toEqual(readdirSync(local).toSorted());
  });

  it.each([
    [["--max-cost", "1"], "--max-cost"],
    [["--replies", "refresh", "--recall", "40"], "--replies and no --recall"],
  ])("leaves %j to the server", async (more, named) => {
    const thrown = runCommand().parseAsync(["--remote", server.url, ...more], { from: "user" });
    await expect(thrown).rejects.toThrow(UsageError);
    await expect(thrown).rejects.toThrow(`--remote: expected no ${named} beside it`);
  });

  it("is one line and exit code 2 against a server of other code", async () => {
    const args = ["run", ...wordsOf(SWITCHES), "--remote", server.url, "--json"];
    const { code, stderr } = await hindcast(newDirectory(), args);
    expect(stderr).toMatch(
      /^hindcast: http:\S+ decides rows otherwise than this command: code differs\. .*\n$/,
    );
    expect(code).toBe(2);
  });
});
