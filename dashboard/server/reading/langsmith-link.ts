/** Where a run's traces are in LangSmith, as `langsmith.json` says. */
import { z } from "zod";
import { keptText } from "../../../graphs/evaluation/kept-text.ts";

const linkSchema = z.object({ url: z.string().nullable() });

/** The project's address without a slash at its end; null where there is none that can be linked to. */
export function readLangsmithLink(directory: string): string | null {
  const text = keptText(directory, "langsmith.json");
  if (text === null) return null;
  try {
    const { url } = linkSchema.parse(JSON.parse(text));
    if (url === null) return null;
    const { protocol, origin, pathname } = new URL(url);
    // A server of one's own may well speak http.
    const isWeb = protocol === "https:" || protocol === "http:";
    return isWeb ? `${origin}${pathname}`.replace(/\/+$/, "") : null;
  } catch {
    // Without a link there is still all that the run itself wrote.
    return null;
  }
}
