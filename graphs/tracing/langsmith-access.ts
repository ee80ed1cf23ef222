/** Where LangSmith is and what must never reach it. */
import { UsageError } from "../../data/errors.ts";
import { makeScrubber } from "./scrubber.ts";

/** As read from the environment; plain data, so that it can be handed to a worker. */
export interface LangSmithAccess {
  /** Null where none is set: then nothing can be sent. */
  readonly apiKey: string | null;
  readonly endpoint: string;
  /** Project that traces go to. */
  readonly project: string;
  /** For keys of an organisation. */
  readonly workspaceId: string | null;
  /** Whether runs are to be traced there. */
  readonly tracing: boolean;
  /** Leave all inputs, or all outputs, out of what is sent. */
  readonly hideInputs: boolean;
  readonly hideOutputs: boolean;
  /** Values that are struck out of everything that is sent: keys, tokens, passwords. */
  readonly secrets: readonly string[];
}

/** LangSmith's own servers. */
export const LANGSMITH_ENDPOINT = "https://api.smith.langchain.com";

/** Project of a run where none is named. */
export const LANGSMITH_PROJECT = "hindcast";

/** @throws UsageError unless the endpoint is an address that requests can go to; says no secret of it */
export function mustBeEndpoint({ endpoint, secrets }: LangSmithAccess): void {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const isPlain = url !== null && url.username === "" && url.password === "";
  if (isPlain && /^https?:$/.test(url.protocol)) return;
  throw new UsageError(
    `LANGSMITH_ENDPOINT: expected an http or https address without a user, such as ${LANGSMITH_ENDPOINT}, ` +
      `was ${JSON.stringify(makeScrubber(secrets)(endpoint))}`,
  );
}
