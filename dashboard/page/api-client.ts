/** Asks the dashboard's own server, and no other. */
import {
  type ApiFault,
  type Redecided,
  type RedecideRequest,
  ROUTES,
  type RowDetail,
  type RunEvent,
  type RunHead,
  type RunMarks,
  type RunSeries,
  TOKEN_HEADER,
} from "../wire/api.ts";

/** What went wrong, in the server's words. */
class ApiError extends Error {
  override readonly name = "ApiError";
}

/** Nobody answered, or not to the end: asked again, the same question may well be answered. */
export class UnansweredError extends Error {
  override readonly name = "UnansweredError";

  constructor(cause: unknown) {
    super("The dashboard's server does not answer: is hindcast dashboard running?", { cause });
  }
}

export const api = {
  runs: (signal: AbortSignal) => ask<readonly RunHead[]>(ROUTES.runs, { signal }),
  series: (id: string, signal: AbortSignal) =>
    ask<RunSeries>(address(ROUTES.series, id), { signal }),
  marks: (id: string, signal: AbortSignal) => ask<RunMarks>(address(ROUTES.marks, id), { signal }),
  row: (id: string, row: number, signal: AbortSignal) =>
    ask<RowDetail>(address(ROUTES.row, id, row), { signal }),
  /** Puts an output in place of a node's and decides the row again from there. */
  redecide: (id: string, row: number, request: RedecideRequest, signal: AbortSignal) =>
    ask<Redecided>(address(ROUTES.redecide, id, row), {
      signal,
      method: "POST",
      headers: { "content-type": "application/json", [TOKEN_HEADER]: pageToken() },
      body: JSON.stringify(request),
    }),
} as const;

/** What is told while a run is listened to. */
export interface Hearers {
  readonly event: (event: RunEvent) => void;
  /** One line; nothing more is told after it. */
  readonly fault: (words: string) => void;
}

/** Listens to a run under way until the returned function is called. @param after the last row at hand */
export function listen(id: string, after: number | null, hear: Hearers): () => void {
  const path = address(ROUTES.events, id);
  const events = new EventSource(after === null ? path : `${path}?after=${after}`);
  events.addEventListener("message", ({ data }: MessageEvent<string>) => {
    const event: RunEvent = JSON.parse(data);
    // Else the browser would ask again when the server ends the stream.
    if (event.kind === "finished") events.close();
    hear.event(event);
  });
  events.addEventListener("fault", ({ data }: MessageEvent<string>) => {
    events.close();
    const { error }: ApiFault = JSON.parse(data);
    hear.fault(error);
  });
  return () => {
    events.close();
  };
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const broken = (cause: unknown): never => {
    throw init.signal?.aborted === true ? cause : new UnansweredError(cause);
  };
  const answer = await fetch(path, init).catch(broken);
  if (answer.ok) {
    // The page and its server are of one build: what it answers is what the wire says.
    const value: T = await answer.json().catch(broken);
    return value;
  }
  const fault: ApiFault | null = await answer.json().catch(() => null);
  throw new ApiError(fault?.error ?? `The server answered ${answer.status}.`);
}

function address(route: string, id: string, row?: number): string {
  return route.replace(":id", encodeURIComponent(id)).replace(":row", String(row ?? ""));
}

function pageToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="hindcast-token"]')?.content ?? "";
}
