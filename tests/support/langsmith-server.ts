/** A loopback server that speaks LangSmith's protocol, as much of it as is used here, and keeps every byte that reached it. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { LangSmithAccess } from "../../graphs/tracing/langsmith-access.ts";

/** `slow` never answers; `cutting` breaks every other connection; a number is the status of every answer but that to `/info`. */
export type ServerManner = "good" | "slow" | "cutting" | number;

const runSchema = z.object({
  id: z.string(),
  name: z.string(),
  run_type: z.string(),
  start_time: z.string(),
  end_time: z.string(),
  parent_run_id: z.string().optional(),
  trace_id: z.string(),
  dotted_order: z.string(),
  session_name: z.string(),
  reference_example_id: z.string().optional(),
  tags: z.array(z.string()).optional(),
  error: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  extra: z.object({ metadata: z.record(z.string(), z.unknown()) }).optional(),
});
export type ServedRun = z.infer<typeof runSchema>;

const feedbackSchema = z.object({
  id: z.string(),
  run_id: z.string(),
  key: z.string(),
  score: z.number(),
  session_id: z.string().optional(),
});
type ServedFeedback = z.infer<typeof feedbackSchema>;

const namedSchema = z.object({ name: z.string() });

export interface LangSmithServer extends AsyncDisposable {
  readonly endpoint: string;
  /** What is held by now, by id. */
  readonly runs: ReadonlyMap<string, ServedRun>;
  readonly feedback: ReadonlyMap<string, ServedFeedback>;
  readonly examples: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Ids by name. */
  readonly projects: ReadonlyMap<string, string>;
  readonly datasets: ReadonlyMap<string, string>;
  /** `METHOD /path` of each request. */
  readonly requests: readonly string[];
  /** All requests' lines, headers but the key's own, and bodies, as text. */
  bytes(): string;
  /** @param latencyMs what each answer takes, milliseconds; 0 unless told */
  behave(manner: ServerManner, latencyMs?: number): void;
}

/** How the server of a test is reached. */
export function accessTo(
  endpoint: string,
  changes: Partial<LangSmithAccess> = {},
): LangSmithAccess {
  return {
    apiKey: "lsv2-test-key",
    endpoint,
    project: "testing",
    workspaceId: null,
    tracing: true,
    hideInputs: false,
    hideOutputs: false,
    secrets: [],
    ...changes,
  };
}

/** Starts a server on a free port of 127.0.0.1. @param multipart whether it says that it takes parts */
export async function serveLangSmith(multipart = true): Promise<LangSmithServer> {
  const runs = new Map<string, ServedRun>();
  const feedback = new Map<string, ServedFeedback>();
  const examples = new Map<string, Readonly<Record<string, unknown>>>();
  const projects = new Map<string, string>();
  const datasets = new Map<string, string>();
  const requests: string[] = [];
  const seen: string[] = [];
  let manner: ServerManner = "good";
  let latency = 0;
  const answer = async (method: string, url: URL, body: Buffer, type: string): Promise<unknown> => {
    const json = (): unknown => JSON.parse(body.toString());
    const { pathname, searchParams } = url;
    if (pathname === "/info") {
      return {
        version: "99.0.0",
        batch_ingest_config: { use_multipart_endpoint: multipart },
        instance_flags: { dataset_examples_multipart_enabled: true },
      };
    }
    if (pathname === "/runs/multipart" || pathname.endsWith("/examples")) {
      if (method === "GET") return pageOf([...examples.keys()], searchParams);
      for (const [id, fields] of await partsOf(body, type)) {
        if (pathname.endsWith("/examples")) examples.set(id, fields);
        else if ("key" in fields) feedback.set(id, feedbackSchema.parse(fields));
        else keepRun(runSchema.parse(fields));
      }
      return { example_ids: [] };
    }
    if (pathname === "/runs/batch") {
      for (const run of z.object({ post: z.array(runSchema) }).parse(json()).post) keepRun(run);
      return {};
    }
    if (pathname === "/feedback") {
      const said = feedbackSchema.parse(json());
      feedback.set(said.id, said);
      return said;
    }
    if (pathname === "/sessions") {
      if (method === "GET") return find(projects, searchParams.get("name"));
      return named(projects, 1, namedSchema.parse(json()).name);
    }
    if (method === "GET") return find(datasets, searchParams.get("name"));
    return named(datasets, 2, namedSchema.parse(json()).name);
  };
  const keepRun = (run: ServedRun): void => {
    runs.set(run.id, run);
    named(projects, 1, run.session_name);
  };
  const server = createServer((incoming: IncomingMessage, outgoing) => {
    const { method = "", url = "", headers } = incoming;
    const { "x-api-key": _key, ...others } = headers;
    requests.push(`${method} ${url.split("?")[0]}`);
    void buffer(incoming).then(
      async (body) => {
        seen.push(`${method} ${url} ${JSON.stringify(others)}`, body.toString());
        if (manner === "slow") return;
        if (manner === "cutting" && requests.length % 2 === 1) {
          incoming.socket.destroy();
          return;
        }
        if (latency > 0) await sleep(latency);
        const status = typeof manner === "string" || url.startsWith("/info") ? 200 : manner;
        const at = new URL(url, "http://127.0.0.1");
        const answered =
          status === 200
            ? await answer(method, at, body, headers["content-type"] ?? "")
            : { error: "no", echo: headers["x-api-key"] };
        outgoing.writeHead(status, { "content-type": "application/json" });
        outgoing.end(JSON.stringify(answered));
      },
      () => {},
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    runs,
    feedback,
    examples,
    projects,
    datasets,
    requests,
    bytes: () => seen.join("\n"),
    behave: (changed, latencyMs = 0) => {
      manner = changed;
      latency = latencyMs;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const named = (held: Map<string, string>, kind: number, name: string) => {
  const id =
    held.get(name) ?? `00000000-0000-4000-8000-${kind}${String(held.size).padStart(11, "0")}`;
  held.set(name, id);
  return { id, name, tenant_id: "tenant" };
};
const pageOf = (ids: readonly string[], asked: URLSearchParams) => {
  const offset = Number(asked.get("offset") ?? 0);
  return ids.slice(offset, offset + Number(asked.get("limit") ?? 100)).map((id) => ({ id }));
};
const find = (held: Map<string, string>, name: string | null) =>
  [...held]
    .filter(([known]) => name === null || known === name)
    .map(([known, id]) => ({ id, name: known, tenant_id: "tenant" }));

/** Parts put together: `post.ID`, `post.ID.inputs`, `feedback.ID`, `ID`, `ID.outputs`. */
async function partsOf(
  body: Buffer,
  type: string,
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": type },
  }).formData();
  const found = new Map<string, Record<string, unknown>>();
  for (const [name, part] of form) {
    const [id = "", field] = name.replace(/^(?:post|feedback)\./, "").split(".");
    const value: unknown = JSON.parse(typeof part === "string" ? part : await part.text());
    const fields = found.get(id) ?? {};
    Object.assign(fields, field === undefined ? value : { [field]: value });
    found.set(id, fields);
  }
  return found;
}
