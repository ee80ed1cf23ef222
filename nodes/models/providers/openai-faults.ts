/** What became of a call that the OpenAI client threw at: by status, by connection, or by what came in a reply's place. */
import { z } from "zod";
import { HindcastError } from "../../../data/errors.ts";
import { CallFault } from "../failures/call-fault.ts";
import { connectionFault } from "../failures/connection-fault.ts";
import { httpFault } from "../failures/http-fault.ts";
import { readRetryAfterMs } from "../failures/retry-after.ts";

/** The least a reply must hold to be a completion. */
const completionSchema = z.looseObject({
  choices: z.tuple([z.looseObject({ message: z.looseObject({}) })], z.unknown()),
});

/** A reply with success written on it that is no completion: a web page, an error in disguise. */
class NoCompletion extends Error {}

/** Any other error of the client's, its words fit to be written down. */
class ClientError extends Error {}

const KNOWN = [CallFault, HindcastError, ClientError];

const disguisedSchema = z.object({ error: z.object({ message: z.string() }) });

/** What an error in disguise says, empty for anything else. */
function wordsIn(reply: unknown): string {
  return disguisedSchema.safeParse(reply).data?.error.message ?? "";
}

/** @throws NoCompletion, which `clientFault` knows */
export function mustBeCompletion(reply: unknown): void {
  if (!completionSchema.safeParse(reply).success) throw new NoCompletion(wordsIn(reply));
}

/** What the client's errors say of an HTTP answer. */
const answeredSchema = z.object({
  status: z.int(),
  message: z.string(),
  headers: z.instanceof(Headers),
  code: z.unknown().optional(),
  type: z.unknown().optional(),
});

/** The error to raise in a failed call's place; one that it made before stays. It has no cause, for the client's errors hold headers and bodies. */
export function clientFault(
  error: unknown,
  model: string,
  redact: (text: string) => string,
): Error {
  if (error instanceof Error && KNOWN.some((known) => error instanceof known)) return error;
  const answered = answeredSchema.safeParse(error).data;
  if (answered) {
    const { status, message, headers, code, type } = answered;
    return httpFault({
      model,
      status,
      codes: [code, type],
      words: redact(message),
      retryAfterMs: readRetryAfterMs(headers),
      keySetting: "OPENAI_API_KEY",
      addressSetting: "OPENAI_BASE_URL",
    });
  }
  if (error instanceof NoCompletion || error instanceof SyntaxError) {
    // A syntax error quotes the body, and tells nobody anything.
    const words =
      error instanceof NoCompletion && error.message ? `: ${redact(error.message)}` : "";
    return new CallFault("unreadable reply", `${model}: the reply is no chat completion${words}`);
  }
  return (
    connectionFault(error, model) ??
    new ClientError(`${model}: ${redact(error instanceof Error ? error.message : String(error))}`)
  );
}
