/** The headline figures of a run, and of the run beside it. */
import type { RunHead, RunSeries } from "../../wire/api.ts";
import { headlineFigures, intervalSentence } from "../logic/headline.ts";

interface Shown {
  readonly head: RunHead;
  readonly series: RunSeries | null;
}

export function Figures({ own, other }: { readonly own: Shown; readonly other: Shown | null }) {
  const figures = headlineFigures(own.head, own.series?.equity ?? []);
  const beside = other && headlineFigures(other.head, other.series?.equity ?? []);
  const says = intervalSentence(own.head);
  return (
    <section aria-label="Headline figures">
      <dl class="figures">
        {figures.map(({ name, value, note }, at) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="value">{value}</span> <span class="note">{note}</span>
            </dd>
            {beside && (
              <dd class="beside">
                <span class="spoken">beside: </span>
                <span class="value">{beside[at]?.value}</span>{" "}
                <span class="note">{beside[at]?.note}</span>
              </dd>
            )}
          </div>
        ))}
      </dl>
      {says !== null && <p class="note says">{says}</p>}
    </section>
  );
}
