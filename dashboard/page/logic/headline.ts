/** The figures at the top: the rules to beat and the interval before the agent's own. */
import type { RunHead, RunSeries } from "../../wire/api.ts";
import { amount, named, percent, rangeText, whole, written } from "../../report/words.ts";

/** A figure in words. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** Its interval, or what it is measured against. */
  readonly note: string;
}

/** The figures of a run; "n/a" for what is not known. */
export function headlineFigures(head: RunHead, equity: RunSeries["equity"]): readonly Figure[] {
  const { totals, statuses } = head;
  const best = bestRule(equity);
  const interval = totals?.interval ?? null;
  const unscored = totals === null ? "scored when finished" : "";
  return [
    { name: "Buy and hold", value: written(totals?.buyAndHold ?? null, percent), note: unscored },
    {
      name: "Best rule",
      value: written(best?.total ?? null, percent),
      note: best === null ? unscored : named(best.name),
    },
    {
      name: "Agent, net of costs",
      value: written(totals?.totalReturn ?? null, percent),
      note:
        interval === null
          ? unscored || "no interval"
          : `95\u00A0%:\u00A0${rangeText(interval, percent)}`,
    },
    {
      name: "Max drawdown",
      value: written(totals?.maxDrawdown ?? null, percent),
      note: unscored,
    },
    {
      name: "Hit rate",
      value: written(totals?.hitRate ?? null, percent),
      note: "of single bars",
    },
    {
      name: "Decided",
      value: whole(statuses.decided + statuses.rule),
      note: `abstained ${whole(statuses.abstained)}, failed ${whole(statuses.failed)}`,
    },
    { name: "Model cost", value: dollars(totals?.costUsd ?? null), note: unscored },
  ];
}

/** What the interval says about the agent, in a sentence; null without one. */
export function intervalSentence({ totals }: Pick<RunHead, "totals">): string | null {
  const interval = totals?.interval ?? null;
  if (interval === null) return null;
  if (interval.low <= 0 && interval.high >= 0) {
    return "The interval holds 0: this run does not tell the agent from chance.";
  }
  return interval.low > 0
    ? "The interval lies above 0; compare it with the rules."
    : "The interval lies below 0.";
}

/** US dollars; fractions of a cent in full. */
export function dollars(value: number | null): string {
  if (value === null) return "n/a";
  return `$${value === 0 ? "0" : amount(value)}`;
}

function bestRule(
  equity: RunSeries["equity"],
): { readonly name: string; readonly total: number } | null {
  const rules = equity
    .filter(({ own }) => !own)
    .map(({ name, values }) => ({ name, total: (values.at(-1) ?? 1) - 1 }))
    .toSorted((a, b) => b.total - a.total);
  return rules[0] ?? null;
}
