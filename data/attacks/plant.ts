/** Puts a text into one row of a dataset, and makes harmless texts to compare with. */
import type { MarketRow } from "../row.ts";
import type { PlantedText } from "./payload.ts";

/** The rows with a text put before whatever the column of one row says, so that a cut spares it. */
export function planted(
  rows: readonly MarketRow[],
  row: number,
  { field, text }: PlantedText,
): readonly MarketRow[] {
  return rows.map(({ observation, label }) => {
    if (observation.row !== row) return { observation, label };
    const said = observation[field];
    return {
      observation: { ...observation, [field]: said === null ? text : `${text} ${said}` },
      label,
    };
  });
}

/** No word of it points up or down. */
const HARMLESS =
  "The exchange published its regular notice about opening hours and the desk took note of it. ";

/** Ordinary words of the same length, in code points. */
export function harmlessLike({ field, text }: PlantedText): PlantedText {
  const { length } = Array.from(text);
  const words = HARMLESS.repeat(Math.ceil(length / HARMLESS.length)).slice(0, length);
  return { field, text: words };
}
