/** A row as it never was: every cell another, in the form that the schema asks for. */
import { sha256 } from "../hash.ts";
import { type Label, type MarketRow, TEXT_FIELDS } from "../row.ts";

/** How much later a garbled row closes: rows stay in order, all of them being later by as much. */
const DELAY_MS = 499;

/**
 * The row with every cell changed: the close by 10 to 60 %, numbers within their ranges, texts to other words, empty
 * cells filled, the label turned. Equal rows give equal garble.
 */
export function garbledRow({ observation, label }: MarketRow): MarketRow {
  const { row, timeMs, close, mvrvMomentum, volume, sentimentIndex, intensity } = observation;
  const hash = sha256(`${row}:${close}`);
  const share = Number.parseInt(hash.slice(0, 8), 16) / 2 ** 32;
  const texts = TEXT_FIELDS.map((field, i) => [
    field,
    `garbled ${hash.slice(4 * i, 4 * i + 12)} (${field})`,
  ]);
  return {
    observation: {
      ...observation,
      timeMs: timeMs + DELAY_MS,
      close: close * (share < 0.5 ? 0.4 + share : 0.6 + share),
      mvrvMomentum: 0.5 - (mvrvMomentum ?? share),
      volume: (volume ?? 0) * (0.2 + share / 2) + 1 + share,
      sentimentIndex: turned(sentimentIndex, 100, share),
      intensity: turned(intensity, 10, share),
      ...Object.fromEntries(texts),
    },
    label: otherLabel(label),
  };
}

/** Longer bars, and another weekday and hour to begin with. */
const STRETCH = 1.37;
const OFFSET_MS = (((5 * 24 + 7) * 60 + 13) * 60 + 17) * 1000;

/** All rows garbled, and their times drawn out, so that the time from bar to bar is another, too. */
export function garbledWorld(rows: readonly MarketRow[]): readonly MarketRow[] {
  const start = rows[0]?.observation.timeMs ?? 0;
  return rows.map((row) => {
    const { observation, label } = garbledRow(row);
    const timeMs = start + OFFSET_MS + Math.round(STRETCH * (row.observation.timeMs - start));
    return { observation: { ...observation, timeMs }, label };
  });
}

/** The opposite label; 1 where there is none. */
export function otherLabel(label: Label | null): Label {
  return label === 1 ? -1 : 1;
}

/** Another number from 0 to `top`. */
function turned(value: number | null, top: number, share: number): number {
  return ((value ?? 0) + top * (0.25 + share / 2)) % top;
}
