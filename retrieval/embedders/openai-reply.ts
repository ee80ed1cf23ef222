/** What an embeddings service sends back, checked at the door, and its refusals in words a user can act on. */
import { z } from "zod";
import { UsageError } from "../../data/errors.ts";

/** Little-endian float32 in base64: the other form the protocol allows. */
const packed = z
  .base64()
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length > 0 && bytes.length % 4 === 0)
  .transform((bytes) =>
    Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i)),
  );

const embeddings = z.array(z.union([z.array(z.number()).min(1), packed]));

/** Statuses that another attempt may clear; other 4xx stay until the user changes something. */
const PASSING = new Set([408, 409, 425, 429]);

const HINTS: ReadonlyMap<number, string> = new Map([
  [401, "the API key was refused"],
  [403, "the API key has no access to this model"],
  [404, "no such model, or the base URL is wrong"],
  [429, "rate limit or quota reached"],
]);

/** The vectors of a reply. @throws RangeError when it is not one list of numbers a text */
export function parseEmbeddings(
  reply: unknown,
  count: number,
  service: string,
): readonly (readonly number[])[] {
  const parsed = embeddings.safeParse(reply);
  if (!parsed.success || parsed.data.length !== count) {
    const was = parsed.success ? `${parsed.data.length}` : "something else";
    throw new RangeError(`${service}: expected ${count} embeddings of finite numbers, was ${was}`);
  }
  return parsed.data;
}

/** The error to raise when a request failed: UsageError for what only the user can mend, Error for the rest. */
export function serviceFault(service: string, cause: unknown): Error {
  const status = statusOf(cause);
  if (status === null) {
    const why = cause instanceof Error ? cause.message : "unknown fault";
    return new Error(`${service}: expected embeddings, got no usable answer (${why})`, { cause });
  }
  const hint = HINTS.get(status) ?? (status >= 500 ? "the service failed" : "request refused");
  const message = `${service}: ${hint} (HTTP ${status})`;
  return status >= 400 && status < 500 && !PASSING.has(status)
    ? new UsageError(message, { cause })
    : new Error(message, { cause });
}

function statusOf(cause: unknown): number | null {
  if (cause === null || typeof cause !== "object" || !("status" in cause)) return null;
  return typeof cause.status === "number" ? cause.status : null;
}
