/** Where a run's traces are in LangSmith, as `langsmith.json` says. */
import { InputError } from "../../../data/errors.ts";
import { keptText } from "../../../graphs/evaluation/kept-text.ts";
import { LANGSMITH_FILE, keptDelivery } from "../../../graphs/tracing/kept-delivery.ts";

/** Finds a row's trace. */
export interface LangsmithLink {
  /** The project's address without a slash at its end. */
  readonly project: string;
  /** Whether the row's trace is there, as far as is known. */
  readonly holds: (row: number) => boolean;
}

/** Null where there is no address that can be linked to. */
export function readLangsmithLink(directory: string): LangsmithLink | null {
  const kept = keptDelivery(textIn(directory));
  if (!kept?.url || !URL.canParse(kept.url)) return null;
  const { protocol, origin, pathname } = new URL(kept.url);
  // A server of one's own may well speak http.
  if (protocol !== "https:" && protocol !== "http:") return null;
  return {
    project: `${origin}${pathname}`.replace(/\/+$/, ""),
    holds: (row) => !kept.undelivered.some(({ from, to }) => row >= from && row < to),
  };
}

/** Null where it cannot be read: without a link there is still all that the run itself wrote. */
function textIn(directory: string): string | null {
  try {
    return keptText(directory, LANGSMITH_FILE);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}
