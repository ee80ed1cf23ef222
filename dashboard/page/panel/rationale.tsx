/** The arbiter's rationale with each of its numbers marked: by line, colour, sign and spoken word. */
import type { JudgedNumber, NumberVerdict } from "../../../backtest/reasoning/number-verdict.ts";
import { visibleText } from "../../report/visible-text.ts";
import { rationaleParts } from "../logic/rationale-parts.ts";

const SIGNS: Readonly<Record<NumberVerdict, string>> = {
  supported: "✓",
  derivable: "≈",
  contradicted: "✗",
  unsupported: "?",
};
const MEANINGS: Readonly<Record<NumberVerdict, string>> = {
  supported: "stands among the values shown",
  derivable: "follows from shown values by a sum, difference, mean or ratio",
  contradicted: "a shown value says otherwise",
  unsupported: "follows from nothing shown",
};
const VERDICTS = ["supported", "derivable", "contradicted", "unsupported"] as const;

export function Rationale({
  text,
  numbers,
}: {
  readonly text: string;
  readonly numbers: readonly JudgedNumber[];
}) {
  if (text === "") return <p class="note">No rationale.</p>;
  return (
    <blockquote class="rationale" dir="auto" lang="">
      {rationaleParts(text, numbers).map((part, at) =>
        part.judged === null ? visibleText(part.text) : <Verdict key={at} judged={part.judged} />,
      )}
    </blockquote>
  );
}

function Verdict({ judged: { text, verdict, isSo } }: { readonly judged: JudgedNumber }) {
  return (
    <span class={`verdict ${verdict}`} title={`${verdict}: ${visibleText(isSo)}`}>
      {visibleText(text)}
      <sup aria-hidden="true">{SIGNS[verdict]}</sup>
      <span class="spoken"> ({verdict})</span>
    </span>
  );
}

/** What the marks mean. */
export function VerdictLegend() {
  return (
    <p class="note verdicts">
      Numbers:{" "}
      {VERDICTS.map((verdict) => (
        <span class={`verdict ${verdict}`} key={verdict} title={MEANINGS[verdict]}>
          {verdict}
          <sup aria-hidden="true">{SIGNS[verdict]}</sup>
          <span class="spoken"> ({MEANINGS[verdict]}) </span>
        </span>
      ))}
    </p>
  );
}
