/** Dashboards of tests: real servers on loopback, and requests that a browser would not let one make. */
import { once } from "node:events";
import { type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { Pipeline } from "../../graphs/pipeline.ts";
import { makeRedecider } from "../../dashboard/server/redecide.ts";
import { type DashboardOptions, startDashboard } from "../../dashboard/server/start-dashboard.ts";
import type { Served } from "../../dashboard/server/serve.ts";
import { newDirectory } from "./run-directory.ts";

/** An answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What is asked; the path goes out as it is. */
export interface Asking {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

/** A dashboard over run directories, gone when the test has ended. Its models are simulated or replayed. */
export async function serveRuns(
  runs: readonly string[],
  { data, ...options }: Partial<DashboardOptions> & { readonly data?: Pipeline["data"] } = {},
): Promise<Served> {
  const served = await startDashboard({
    runs,
    datasets: data ? [data] : [],
    port: 0,
    redecider: makeRedecider({ access: { cacheDir: newDirectory(), openai: {} } }),
    pollMs: 5,
    ...options,
  });
  onTestFinished(() => served.close());
  return served;
}

/** Asks, with nothing of the request changed. */
export async function ask(
  { port }: Served,
  path: string,
  { method = "GET", headers = {}, body }: Asking = {},
): Promise<Answer> {
  const outgoing = request({ host: "127.0.0.1", port, path, method, headers, agent: false });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  return {
    status: incoming.statusCode,
    headers: incoming.headers,
    body: await text(incoming),
  };
}

/** Asks for JSON of a known form. @throws Error for another answer than 200 */
export async function askJson<T>(served: Served, path: string): Promise<T> {
  const { status, body } = await ask(served, path);
  if (status !== 200) throw new Error(`${path}: expected 200, was ${status} ${body}`);
  const content: T = JSON.parse(body);
  return content;
}

/** The token that the page was served with. */
export async function tokenOf(served: Served): Promise<string> {
  const { body } = await ask(served, "/");
  return /<meta name="hindcast-token" content="([0-9a-f]{64})"/.exec(body)?.[1] ?? "";
}

/** Sends a replaced output, with the page's token. */
export async function askAgain(
  served: Served,
  path: string,
  body: unknown,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  const token = await tokenOf(served);
  return ask(served, path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-hindcast-token": token, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
