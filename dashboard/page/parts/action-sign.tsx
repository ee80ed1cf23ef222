/** What was decided, by sign, colour and word. */
import type { Action, Status } from "../../../data/vocabulary.ts";

const WORDS = {
  buy: { sign: "▲", word: "buy" },
  sell: { sign: "▼", word: "sell" },
} as const;

export function ActionSign({
  action,
  status,
}: {
  readonly action: Action | null;
  readonly status: Status;
}) {
  if (action === null) return <span class="action none">× {status}</span>;
  const side = action === 1 ? "buy" : "sell";
  return (
    <span class={`action ${side}`}>
      {WORDS[side].sign} {WORDS[side].word}
    </span>
  );
}
