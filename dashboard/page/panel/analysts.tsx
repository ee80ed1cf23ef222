/** What both analysts thought: stance, score, confidence, what they cited, what they quoted. */
import { percent, ratio } from "../../report/words.ts";
import type { RowDetail } from "../../wire/api.ts";
import { ShownText } from "../parts/shown-text.tsx";

type Analyst = RowDetail["analysts"][number];

export function Analysts({ analysts }: Pick<RowDetail, "analysts">) {
  if (analysts.length === 0) return <p class="note">None reported.</p>;
  return (
    <div class="analysts">
      {analysts.map((analyst) => (
        <Report key={analyst.name} analyst={analyst} />
      ))}
    </div>
  );
}

const STANCES = { bullish: "▲", neutral: "–", bearish: "▼" } as const;

function Report({ analyst: { name, report } }: { readonly analyst: Analyst }) {
  const { opinion, reason, quotes } = report;
  return (
    <div class="analyst">
      <h4>
        <ShownText text={name} />
      </h4>
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
    </div>
  );
}
