/** Which language a text is in; the only importer of franc. */
import { franc } from "franc-min";

/** ISO 639-3 code, such as `eng` or `spa`; null for text too short or too mixed to tell. */
export function languageOf(text: string): string | null {
  const code = franc(text, { minLength: 20 });
  return code === "und" ? null : code;
}
