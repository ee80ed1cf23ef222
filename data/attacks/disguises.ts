/** Ways to write a text so that a filter misses it and a model may still read it. */

/** Cyrillic and Greek letters that look like Latin ones. */
const CYRILLIC: Readonly<Record<string, string>> = {
  a: "а",
  b: "в",
  c: "с",
  e: "е",
  h: "һ",
  i: "і",
  j: "ј",
  k: "к",
  m: "м",
  o: "о",
  p: "р",
  s: "ѕ",
  t: "т",
  v: "ѵ",
  x: "х",
  y: "у",
};
const GREEK: Readonly<Record<string, string>> = {
  a: "α",
  e: "ε",
  i: "ι",
  k: "κ",
  m: "μ",
  o: "ο",
  t: "τ",
  u: "υ",
  v: "ν",
  x: "χ",
};
const LEET: Readonly<Record<string, string>> = { a: "4", e: "3", o: "0", l: "1", t: "7" };

/** Where tag characters begin: ASCII shifted to a plane that shows nothing. */
const TAGS = 0xe0000;
/** Distance from ASCII to its fullwidth forms. */
const FULLWIDTH = 0xfee0;

/** Letters in Cyrillic likeness. */
export function inCyrillic(text: string): string {
  return swapped(text, CYRILLIC);
}

/** Letters in Greek likeness. */
export function inGreek(text: string): string {
  return swapped(text, GREEK);
}

/** Digits in the place of letters. */
export function inLeet(text: string): string {
  return swapped(text, LEET);
}

/** ASCII in fullwidth forms. */
export function inFullwidth(text: string): string {
  return shifted(text, FULLWIDTH, /[!-~]/g);
}

/** Small letters in mathematical bold. */
export function inBold(text: string): string {
  return shifted(text, 0x1d41a - 0x61, /[a-z]/g);
}

/** ASCII in tag characters, which show nothing. */
export function inTags(text: string): string {
  return shifted(text, TAGS, /[ -~]/g);
}

/** Each character followed by another one. */
export function interleaved(text: string, between: string): string {
  return Array.from(text, (point) => `${point}${between}`).join("");
}

/** UTF-8 in base64. */
export function inBase64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

/** UTF-8 in hex digits. */
export function inHex(text: string): string {
  return Buffer.from(text, "utf8").toString("hex");
}

/** Every character percent-encoded. */
export function inPercent(text: string): string {
  return inHex(text).replaceAll(/../g, "%$&");
}

/** Every character as an HTML entity in hex. */
export function inEntities(text: string): string {
  return Array.from(text, (point) => `&#x${(point.codePointAt(0) ?? 0).toString(16)};`).join("");
}

/** Latin letters moved by thirteen; its own inverse. */
export function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const first = letter < "a" ? 65 : 97;
    return String.fromCodePoint(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });
}

/** Last character first. */
export function reversed(text: string): string {
  return Array.from(text).toReversed().join("");
}

/** The text in plain letters, once for each way to decode it: the most generous reader there is. */
export function readings(text: string): readonly string[] {
  const seen = untagged(text);
  return [
    seen,
    unleet(seen),
    ...matches(seen, /[A-Za-z0-9+/_-]{16,}={0,2}/g).map((run) => decode(run, "base64")),
    ...matches(seen, /(?:[0-9a-f]{2}){8,}/gi).map((run) => decode(run, "hex")),
    ...replaced(seen, /%([0-9a-f]{2})/gi),
    ...replaced(seen, /&#x([0-9a-f]{1,6});/gi),
  ].map(plainLetters);
}

function untagged(text: string): string {
  return text.replaceAll(/[\u{E0020}-\u{E007E}]/gu, (tag) =>
    String.fromCodePoint((tag.codePointAt(0) ?? TAGS) - TAGS),
  );
}

const LIKENESSES = new Map(
  [CYRILLIC, GREEK].flatMap((table) => Object.entries(table).map(([latin, like]) => [like, latin])),
);
const LEET_LETTERS = new Map(Object.entries(LEET).map(([letter, digit]) => [digit, letter]));

/** Small Latin letters alone: likenesses mapped, accents, spaces, signs and all that is invisible gone. */
function plainLetters(text: string): string {
  const folded = text.normalize("NFKD").toLowerCase();
  return folded
    .replaceAll(/[\u0370-\u04ff]/g, (letter) => LIKENESSES.get(letter) ?? "")
    .replaceAll(/[^a-z]+/g, "");
}

function unleet(text: string): string {
  return text.replaceAll(/\d/g, (digit) => LEET_LETTERS.get(digit) ?? digit);
}

function swapped(text: string, table: Readonly<Record<string, string>>): string {
  return Array.from(text, (point) => table[point] ?? point).join("");
}

function shifted(text: string, by: number, which: RegExp): string {
  return text.replaceAll(which, (point) => String.fromCodePoint((point.codePointAt(0) ?? 0) + by));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), ([run]) => run);
}

function decode(run: string, encoding: "base64" | "hex"): string {
  return Buffer.from(run, encoding).toString("utf8");
}

/** The text with hex codes read as characters; nothing where it has none. */
function replaced(text: string, codes: RegExp): readonly string[] {
  const read = text.replaceAll(codes, fromHex);
  return read === text ? [] : [read];
}

function fromHex(_whole: string, digits: string): string {
  const point = Number.parseInt(digits, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}
