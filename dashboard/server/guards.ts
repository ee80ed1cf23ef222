/** Which requests are answered at all: by their host, their path and the page that they come from. */
import { ApiError } from "./api-fault.ts";

/** What is looked at of a request, as it came in. */
export interface RawRequest {
  readonly method: string;
  /** Path and query, before any decoding. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Port that the request came in on. */
  readonly port: number;
}

/** Names under which a browser reaches loopback. */
const LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"];

/** No escapes, so that a path has one spelling, and no step out of a folder. */
const PLAIN_URL = /^(?:\/[\w-]+(?:\.[\w-]+)*)*\/?(?:\?[\w=&-]*)?$/;

/** Sites whose requests a browser sends on its own behalf or the page's. */
const OWN_SITES: ReadonlySet<string> = new Set(["same-origin", "none"]);

/** @throws ApiError for another host's name (a page elsewhere whose name was bound to loopback), or a path that is not plain */
export function mustBeAddressed({ url, headers, port }: RawRequest): void {
  const host = only(headers["host"]);
  if (host === undefined || !hostsOf(port).includes(host.toLowerCase())) {
    throw new ApiError(403, "this server answers to localhost alone");
  }
  if (!PLAIN_URL.test(url)) throw new ApiError(400, "expected a plain path, was another");
}

/** For what is not the page itself. @throws ApiError for a request from a page of another origin */
export function mustBeOwn({ headers, port }: RawRequest): void {
  const [origin, site] = [only(headers["origin"]), only(headers["sec-fetch-site"])];
  const isOwn = origin === undefined || originsOf(port).includes(origin.toLowerCase());
  if (isOwn && (site === undefined || OWN_SITES.has(site))) return;
  throw new ApiError(403, "expected a request of the dashboard's own page, was one of another");
}

function hostsOf(port: number): readonly string[] {
  const named = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  // Browsers leave the usual port out.
  return port === 80 ? [...named, ...LOOPBACK_NAMES] : named;
}

function originsOf(port: number): readonly string[] {
  return hostsOf(port).map((host) => `http://${host}`);
}

/** A header that came twice is none that can be believed. */
function only(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === "string" || header === undefined ? header : header.join();
}
