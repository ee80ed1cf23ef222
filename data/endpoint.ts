/** Base URLs of servers that a user points Hindcast at: checked, and named without being written down. */
import { UsageError } from "./errors.ts";
import { sha256 } from "./hash.ts";

/** @throws UsageError unless it is an http or https URL; the URL itself is not repeated, for it may hold a key */
export function mustBeBaseURL(variable: string, baseURL: string): void {
  if (URL.canParse(baseURL) && /^https?:$/.test(new URL(baseURL).protocol)) return;
  throw new UsageError(`${variable}: expected http://… or https://…, was something else`);
}

/** What tells one server's models from another's in names and caches: empty for the provider's own server. */
export function endpointTag(baseURL: string | undefined): string {
  return baseURL === undefined ? "" : `@${sha256(baseURL).slice(0, 12)}`;
}
