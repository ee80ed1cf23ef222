/** Canaries: marks that name the row they were planted in, so that whatever carries one tells where it came from. */
import { type Random, makeRandom } from "../random.ts";
import { type MarketRow, NUMBER_FIELDS, type NumberField, TEXT_FIELDS } from "../row.ts";

const LETTERS = 5;
/** Rows that have a token of their own. */
const MAX_ROWS = 26 ** LETTERS;
const TOKEN = /qz([a-z]{5})zq/g;
/** Words between two tokens of a text: whatever is cut out of it holds one. */
const WORDS_APART = 6;
/** Largest relative change that makes a number a row's own; drawn, so that no sum or difference meets another's. */
const TAIL = 1e-6;

const NUMBERS = Object.keys(NUMBER_FIELDS).filter(
  (field): field is NumberField => field in NUMBER_FIELDS,
);

/** Rows with canaries, and the rows that numbers among them belong to. */
export interface CanaryRows {
  readonly rows: readonly MarketRow[];
  /** The first row that holds this very number in a cell; undefined where none does. */
  readonly rowOfNumber: (value: number) => number | undefined;
}

/**
 * The rows with a token before every sixth word of their texts and with numbers that are theirs alone: closes and
 * figures differ from the true ones by less than a millionth. Empty cells stay empty, times and labels as
 * they are: a label has two values, and no room for a mark.
 * @throws RangeError for more than 26^5 rows
 */
export function plantCanaries(rows: readonly MarketRow[]): CanaryRows {
  if (rows.length > MAX_ROWS) {
    throw new RangeError(`rows: expected at most ${MAX_ROWS}, was ${rows.length}`);
  }
  const planted = rows.map(({ observation, label }): MarketRow => {
    const { row } = observation;
    const texts = TEXT_FIELDS.map((field) => [field, markedText(observation[field], row)]);
    const random = makeRandom(row, "canary");
    const numbers = NUMBERS.map((field) => [field, markedNumber(observation[field], random)]);
    const close = markedNumber(observation.close, random);
    return {
      observation: { ...observation, close, ...Object.fromEntries([...texts, ...numbers]) },
      label,
    };
  });
  const owners = new Map<number, number>();
  for (const { observation } of planted) {
    const { row, close } = observation;
    for (const value of [close, ...NUMBERS.map((field) => observation[field])]) {
      if (value !== null && !owners.has(value)) owners.set(value, row);
    }
  }
  return { rows: planted, rowOfNumber: (value) => owners.get(value) };
}

/** The rows whose tokens a text holds, in the order in which they occur. */
export function tokenRowsIn(text: string): readonly number[] {
  return Array.from(text.matchAll(TOKEN), ([, letters = ""]) =>
    Array.from(letters).reduce((row, letter) => 26 * row + letter.charCodeAt(0) - 97, 0),
  );
}

/** The token of a row: lower-case letters only, which no cleaning and no mask touches. */
export function tokenOf(row: number): string {
  const letters = Array.from({ length: LETTERS }, (_, i) =>
    String.fromCharCode(97 + (Math.floor(row / 26 ** (LETTERS - 1 - i)) % 26)),
  );
  return `qz${letters.join("")}zq`;
}

function markedText(text: string | null, row: number): string | null {
  if (text === null) return null;
  const token = tokenOf(row);
  return text
    .split(" ")
    .map((word, i) => (i % WORDS_APART === 0 ? `${token} ${word}` : word))
    .join(" ");
}

/** Nearer to 0, but for 0 itself: within every field's range. */
function markedNumber<T extends number | null>(value: T, random: Random): T | number {
  const tail = TAIL * (0.001 + random.uniform());
  return value === null ? value : value === 0 ? tail : value * (1 - tail);
}
