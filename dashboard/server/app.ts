/** The dashboard's server: which address is answered with what, and under which conditions. */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { streamSSE } from "hono/streaming";
import { ROUTES, type RunHead, TOKEN_HEADER } from "../wire/api.ts";
import { ApiError } from "./api-fault.ts";
import { type SpokenFault, speakFault } from "./faults.ts";
import { mustBeAddressed, mustBeOwn } from "./guards.ts";
import { HEADERS, KINDS } from "./headers.ts";
import { type PageFiles, pageWith } from "./page-files.ts";
import type { Redecider } from "./redecide.ts";
import { runEvents } from "./run-events.ts";
import type { RunShelf } from "./reading/run-shelf.ts";
import type { ShownRun } from "./reading/shown-run.ts";
import { isToken } from "./token.ts";

/** What the server answers with. */
export interface AppParts {
  readonly shelf: RunShelf;
  readonly page: PageFiles;
  readonly token: string;
  readonly redecide: Redecider["redecide"];
  /** Told of faults of its own, which the reader is not shown. */
  readonly onFault: (error: unknown) => void;
  /** How often runs under way are looked at. @default 500 */
  readonly pollMs?: number;
}

type Asked = Context<{ readonly Bindings: HttpBindings }>;

/** Bytes of a request, at most: a node's output with its texts is far below. */
const MOST_BYTES = 1 << 20;

/** What parameters of routes may be. */
const PATTERNS = { ":id": ":id{[\\w-]+}", ":row": ":row{[0-9]+}" } as const;

/** The application, to be served on loopback. */
export function makeApp({ shelf, page, token, redecide, onFault, pollMs }: AppParts) {
  const app = new Hono<{ readonly Bindings: HttpBindings }>();
  app.onError((error, c) => fail(c, speakFault(error, shelf, onFault)));
  app.notFound((c) =>
    fail(c, { status: 404, error: "expected an address of the dashboard, was another" }),
  );

  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    const { method = "", url = "", headers, socket } = c.env.incoming;
    const raw = { method, url, headers, port: socket.localPort ?? 0 };
    mustBeAddressed(raw);
    if (c.req.path.startsWith("/api/")) mustBeOwn(raw);
    await next();
  });

  const get = (path: string, answer: (c: Asked) => Response | Promise<Response>): void => {
    // HEAD is answered likewise, without the body.
    app.on(["GET", "HEAD"], path, answer);
    app.all(path, () => {
      throw wrongMethod("GET");
    });
  };
  get("/", (c) => bytes(c, KINDS.html, pageWith(page, token)));
  get("/app.js", (c) => bytes(c, KINDS.script, Uint8Array.from(page.script)));
  get("/app.css", (c) => bytes(c, KINDS.style, Uint8Array.from(page.style)));
  /** One run that is broken does not keep the others from being shown. */
  const headOf = (run: ShownRun): RunHead => {
    try {
      return run.head();
    } catch (error) {
      return run.brokenHead(speakFault(error, shelf, onFault).error);
    }
  };
  get(ROUTES.runs, (c) => {
    shelf.lookAgain();
    return c.json(shelf.runs.map(headOf));
  });
  get(patterned(ROUTES.series), async (c) =>
    bytes(c, KINDS.json, await shelf.of(c.req.param("id") ?? "").series()),
  );
  get(patterned(ROUTES.marks), async (c) =>
    bytes(c, KINDS.json, await shelf.of(c.req.param("id") ?? "").marks()),
  );
  get(patterned(ROUTES.row), async (c) =>
    c.json(await shelf.of(c.req.param("id") ?? "").row(Number(c.req.param("row")))),
  );
  get(patterned(ROUTES.events), (c) => {
    // Nobody would read the stream.
    if (c.env.incoming.method === "HEAD") throw wrongMethod("GET");
    const run = shelf.of(c.req.param("id") ?? "");
    const after = c.req.header("Last-Event-ID") ?? c.req.query("after");
    const from = after !== undefined && /^\d{1,9}$/.test(after) ? Number(after) + 1 : 0;
    return streamSSE(
      c,
      async (stream) => {
        const gone = new AbortController();
        stream.onAbort(() => gone.abort());
        const options = { from, signal: gone.signal, ...(pollMs && { pollMs }) };
        for await (const { event, next } of runEvents(run, options)) {
          const data = JSON.stringify(event);
          await stream.writeSSE(next > 0 ? { data, id: String(next - 1) } : { data });
        }
      },
      async (error, stream) => {
        const { error: spoken } = speakFault(error, shelf, onFault);
        await stream.writeSSE({ event: "fault", data: JSON.stringify({ error: spoken }) });
      },
    );
  });

  const redecidePath = patterned(ROUTES.redecide);
  app.post(
    redecidePath,
    async (c, next) => {
      if (!isToken(c.req.header(TOKEN_HEADER), token)) {
        throw new ApiError(403, "expected the token of the dashboard's page: load the page again");
      }
      const kind = c.req.header("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
      if (kind !== "application/json") throw new ApiError(415, "expected application/json");
      await next();
    },
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: () => {
        throw new ApiError(413, `expected ${MOST_BYTES} bytes at most, was more`);
      },
    }),
    async (c) => {
      const run = shelf.of(c.req.param("id") ?? "");
      return c.json(await redecide(run, Number(c.req.param("row")), await c.req.text()));
    },
  );
  app.all(redecidePath, () => {
    throw wrongMethod("POST");
  });
  return app;
}

/** Tells a fault, and how it should have been asked. */
function fail(c: Asked, { status, error }: SpokenFault): Response {
  if (status === 405) c.header("Allow", allowedAt(c.req.path));
  return c.json({ error }, status);
}

function allowedAt(path: string): string {
  if (path.endsWith("/redecide")) return "POST";
  return path.endsWith("/events") ? "GET" : "GET, HEAD";
}

function bytes(c: Asked, kind: string, body: string | Uint8Array<ArrayBuffer>): Response {
  return c.body(body, 200, { "Content-Type": kind });
}

/** A route with what its parameters may be. */
function patterned(route: string): string {
  return Object.entries(PATTERNS).reduce(
    (path, [name, pattern]) => path.replace(name, pattern),
    route,
  );
}

function wrongMethod(expected: string): ApiError {
  return new ApiError(405, `expected ${expected}, was another method`);
}
