/** What both analysts thought: stance, score, confidence, what they cited, what they quoted. */
import { percent, ratio } from "../../report/words.ts";
import type { RowDetail } from "../../wire/api.ts";
import { analystPairs } from "../logic/differences.ts";
import { ShownText } from "../parts/shown-text.tsx";
import { SideName, type Sides } from "./both.tsx";

type Analyst = RowDetail["analysts"][number];

/** One run's side by side; of two runs each analyst's reports side by side, or once where they are the same. */
export function Analysts({ sides: { own, other } }: { readonly sides: Sides }) {
  const { analysts } = own.detail;
  if (other === null) {
    if (analysts.length === 0) return <p class="note">None reported.</p>;
    return (
      <div class="analysts">
        {analysts.map(({ name, report }) => (
          <div class="analyst" key={name}>
            <AnalystName name={name} />
            <Report report={report} />
          </div>
        ))}
      </div>
    );
  }
  const pairs = analystPairs(analysts, other.detail.analysts);
  const isAllSame = pairs.every(({ isSame }) => isSame);
  if (pairs.length === 0) return <p class="note">None reported.</p>;
  return (
    <>
      {pairs.map((pair) => (
        <div class="analyst" key={pair.name}>
          <AnalystName
            name={pair.name}
            note={pair.isSame && !isAllSame ? "the same in both" : ""}
          />
          {pair.isSame && pair.own ? (
            <Report report={pair.own.report} />
          ) : (
            <div class="two">
              {[own, other].map((side) => {
                const its = side === own ? pair.own : pair.other;
                return (
                  <div key={side.head.id}>
                    <SideName head={side.head} isOther={side === other} />
                    {its ? <Report report={its.report} /> : <p class="note">Did not report.</p>}
                  </div>
                );
              })}
            </div>
          )}
        </div>
      ))}
    </>
  );
}

function AnalystName({ name, note = "" }: { readonly name: string; readonly note?: string }) {
  return (
    <h4>
      <ShownText text={name} />
      {note !== "" && <span class="note"> · {note}</span>}
    </h4>
  );
}

const STANCES = { bullish: "▲", neutral: "–", bearish: "▼" } as const;

function Report({ report: { opinion, reason, quotes } }: Pick<Analyst, "report">) {
  return (
    <>
      {opinion === null ? (
        <p>
          No opinion: <ShownText text={reason ?? "n/a"} />
        </p>
      ) : (
        <>
          <p>
            <b class={`stance ${opinion.stance}`}>
              {STANCES[opinion.stance]} {opinion.stance}
            </b>
            , score {ratio(opinion.score)}, confidence {percent(opinion.confidence)}
          </p>
          <p class="note">
            cited:{" "}
            {opinion.cited.length === 0
              ? "nothing"
              : opinion.cited.map((id, at) => (
                  <span key={at}>
                    {at > 0 && ", "}
                    <code>
                      <ShownText text={id} />
                    </code>
                  </span>
                ))}
          </p>
        </>
      )}
      {quotes.length > 0 && (
        <ul class="quotes">
          {quotes.map(({ text, found }, at) => (
            <li key={at} class={found ? "found" : "missing"}>
              “<ShownText text={text} />”{" "}
              <span class="note">{found ? "✓ in its source" : "✗ not in its source"}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
