/** Puts a label audit into one sentence. */
import type { Agreement } from "./label-agreement.ts";

type Span = Agreement & { readonly span_bars: number };

/**
 * "backward", "forward" or "neither". The side whose strongest span lies farther from a coin's 50 % wins,
 * provided that span's interval leaves 50 % out; an agreement below 50 % counts as strongly as one above.
 */
export function labelVerdict(past: readonly Span[], future: readonly Span[]): string {
  const behind = strongest(past);
  const ahead = strongest(future);
  if (!behind || !ahead) return "The label cannot be judged: too few rows carry one.";
  const nextBar = future.find((span) => span !== ahead && span.span_bars === 1);
  const alsoNext = nextBar ? ` and the next ${said(nextBar)}` : "";
  const figures = `it agrees with the past ${said(behind)}, with the next ${said(ahead)}${alsoNext}`;
  const leader = edge(behind) >= edge(ahead) ? behind : ahead;
  if (!isClear(leader)) {
    return `The label looks neither backward nor forward: ${figures}, and a coin could do as well.`;
  }
  return `The label looks ${leader === behind ? "backward" : "forward"}: ${figures}.`;
}

function strongest(spans: readonly Span[]): Span | null {
  return spans
    .filter(({ interval }) => interval !== null)
    .reduce<Span | null>((best, span) => (best && edge(best) >= edge(span) ? best : span), null);
}

function edge({ share }: Span): number {
  return Math.abs((share ?? 0.5) - 0.5);
}

function isClear({ interval }: Span): boolean {
  return interval !== null && (interval.low > 0.5 || interval.high < 0.5);
}

function said({ span_bars: bars, share }: Span): string {
  const percent = Math.round(100 * (share ?? NaN));
  return bars === 1 ? `bar in ${percent} %` : `${bars} bars in ${percent} %`;
}
