/** As `fetch`, but a server may take its time: Node's own gives up on one that sends nothing for 300 s. */
import { type IncomingMessage, request as askHttp } from "node:http";
import { request as askHttps } from "node:https";

/** What of a `RequestInit` is heeded. */
export interface UnhurriedRequest {
  readonly method?: string;
  readonly headers?: Headers | Readonly<Record<string, string>>;
  readonly body?: string;
  /** The one thing that ends a call early. */
  readonly signal?: AbortSignal;
}

/** The server's answer as soon as its headers are there; a redirect is handed over, not followed. */
export async function unhurriedFetch(url: string, sent: UnhurriedRequest): Promise<Response> {
  const { method = "GET", headers = {}, body, signal } = sent;
  const ask = new URL(url).protocol === "https:" ? askHttps : askHttp;
  const fields = Object.fromEntries(new Headers(headers));
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = ask(url, { method, headers: fields, ...(signal && { signal }) });
    request.once("response", resolve).on("error", reject).end(body);
  });
  const { statusCode: status = 0, headers: received } = incoming;
  const texts = Object.entries(received).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Response(incoming, { status, headers: texts });
}
