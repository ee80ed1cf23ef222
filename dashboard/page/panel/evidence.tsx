/** What the row's nodes were given: news, features, and cases with what followed each. */
import { finePercent, ratio, written } from "../../report/words.ts";
import type { CaseDetail, RowDetail } from "../../wire/api.ts";
import { SPARK, sparkline } from "../logic/sparkline-path.ts";
import { ShownText, TextBlock } from "../parts/shown-text.tsx";

export function News({ news }: Pick<RowDetail, "news">) {
  if (news === null) return <p class="note">n/a: the data file is not at hand, or is another.</p>;
  const told = news.filter(({ text }) => text !== "");
  if (told.length === 0) return <p class="note">The row has no news.</p>;
  return (
    <>
      {told.map(({ column, text }) => (
        <div key={column} class="news">
          <h4>
            <ShownText text={column} />
          </h4>
          <TextBlock text={text} label={`News, ${column}`} />
        </div>
      ))}
    </>
  );
}

export function Features({ features }: Pick<RowDetail, "features">) {
  if (features.length === 0) return <p class="note">None were computed.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Features" data-scrolls>
      <table>
        <thead>
          <tr>
            <th>Id</th>
            <th class="number">Value</th>
            <th>Meaning</th>
          </tr>
        </thead>
        <tbody>
          {features.map(({ id, shown, meaning }) => (
            <tr key={id}>
              <td>
                <code>
                  <ShownText text={id} />
                </code>
              </td>
              <td class="number">
                <ShownText text={shown} />
              </td>
              <td>
                <ShownText text={meaning} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Cases({ cases }: Pick<RowDetail, "cases">) {
  if (cases.length === 0) return <p class="note">None were retrieved.</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Cases" data-scrolls>
      <table>
        <thead>
          <tr>
            <th>Case</th>
            <th class="number">Bars ago</th>
            <th class="number">Similarity</th>
            <th class="number">Outcome</th>
            <th>What followed</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((found) => (
            <tr key={found.row}>
              <td title={found.datetime ?? undefined}>
                <span class="roomy">row </span>
                {found.row}
              </td>
              <td class="number">{found.barsAgo}</td>
              <td class="number">{ratio(found.similarity)}</td>
              <td class={`number ${found.outcome < 0 ? "fall" : "rise"}`}>
                {finePercent(found.outcome)}
              </td>
              <td>
                <Spark found={found} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Spark({ found: { path, outcome, row } }: { readonly found: CaseDetail }) {
  const line = path === null ? null : sparkline(path);
  if (line === null) return <span class="note">n/a</span>;
  return (
    <svg
      class="spark"
      width={SPARK.width}
      height={SPARK.height}
      role="img"
      aria-label={`After row ${row}: ${written(outcome, finePercent)}`}
    >
      <line class="stroke-zero" x1="0" x2={SPARK.width} y1={line.zero} y2={line.zero} />
      <path
        class={outcome < 0 ? "stroke-sell" : "stroke-buy"}
        d={line.path}
        fill="none"
        stroke-width="1.5"
      />
    </svg>
  );
}
