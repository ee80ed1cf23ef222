/** Pieces of a text by their offsets. */

/** A piece of a text: offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The text with the pieces replaced by as many spaces, so that offsets stay what they were. */
export function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );
}

/** Sentences and parts between semicolons. A point inside a number ends nothing. */
export function sentencesOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(/[.;!?]+(?=\s|$)|\n/g)) {
    spans.push({ start, end: index });
    start = index + mark.length;
  }
  if (start < text.length) spans.push({ start, end: text.length });
  return spans;
}

/** Whether the first lies within the second. */
export function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Whether the two share a character. */
export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
