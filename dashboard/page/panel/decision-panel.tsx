/** All about one decision: what was decided and what followed, then what it rested on. */
import type { ComponentChildren } from "preact";
import { amount } from "../../report/words.ts";
import type { RowDetail, RunHead } from "../../wire/api.ts";
import { safeLink } from "../logic/safe-link.ts";
import { ShownText } from "../parts/shown-text.tsx";
import type { Asked } from "../state/use-asked.ts";
import { Analysts } from "./analysts.tsx";
import { DecideAgain } from "./decide-again.tsx";
import { Cases, Features, News } from "./evidence.tsx";
import { NodeRuns } from "./node-runs.tsx";
import { Rationale, VerdictLegend } from "./rationale.tsx";
import { Verdict } from "./verdict.tsx";

export interface DecisionPanelProps {
  readonly head: RunHead;
  readonly row: number;
  readonly asked: Asked<RowDetail>;
  readonly other: {
    readonly head: RunHead;
    readonly asked: Asked<RowDetail>;
    /** Whether it decided on the same bar. */
    readonly hasBar: boolean;
  } | null;
  readonly step: (by: 1 | -1) => void;
  readonly close: () => void;
}

export function DecisionPanel({ head, row, asked, other, step, close }: DecisionPanelProps) {
  const detail = asked.value;
  return (
    <section
      class="panel"
      aria-label={`Decision of row ${row}`}
      tabIndex={-1}
      data-scrolls
      id="panel"
    >
      <div class="panel-top">
        <h2>Row {row}</h2>
        {detail && (
          <span class="note">
            {detail.datetime.slice(0, 16).replace("T", " ")} UTC <br />
            close {amount(detail.close)}
          </span>
        )}
        <span class="buttons">
          <button
            type="button"
            aria-label="Previous decision"
            title="Previous (k)"
            onClick={() => step(-1)}
          >
            ↑
          </button>
          <button type="button" aria-label="Next decision" title="Next (j)" onClick={() => step(1)}>
            ↓
          </button>
          <button
            type="button"
            aria-label="Close the decision"
            title="Close (Escape)"
            onClick={close}
          >
            ✕
          </button>
        </span>
      </div>
      {asked.fault !== null && <p class="fault">{asked.fault}</p>}
      {detail === null && asked.fault === null && <p class="note">Loading…</p>}
      {detail && <Detail key={`${head.id} ${row}`} head={head} detail={detail} other={other} />}
    </section>
  );
}

function Detail({
  head,
  detail,
  other,
}: {
  readonly head: RunHead;
  readonly detail: RowDetail;
  readonly other: DecisionPanelProps["other"];
}) {
  const beside = other?.asked.value ?? null;
  const link = safeLink(detail.langsmithUrl);
  return (
    <>
      {other === null ? (
        <Decided head={head} detail={detail} />
      ) : (
        <div class="two">
          <Decided head={head} detail={detail} title={head.name} />
          {beside ? (
            <Decided head={other.head} detail={beside} title={other.head.name} />
          ) : (
            <div>
              <h3>{other.head.name}</h3>
              <p class="note">
                {other.asked.fault ?? (other.hasBar ? "Loading…" : "n/a: it has no such bar.")}
              </p>
            </div>
          )}
        </div>
      )}
      <VerdictLegend />
      {other !== null && <p class="note">Below: {head.name}.</p>}
      <Part title="Findings of the reasoning audit">
        <Findings findings={detail.findings} />
      </Part>
      <Part title="Analysts">
        <Analysts analysts={detail.analysts} />
      </Part>
      <Part title="Cases, with what followed">
        <Cases cases={detail.cases} />
      </Part>
      <Part title="Features">
        <Features features={detail.features} />
      </Part>
      <Part title="News">
        <News news={detail.news} />
      </Part>
      {detail.remarks.length > 0 && (
        <Part title="Remarks">
          <ul>
            {detail.remarks.map(({ node, kind, what }, at) => (
              <li key={at}>
                {node}, {kind}: <ShownText text={what} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title="Nodes: time, tokens, cost">
        <NodeRuns nodes={detail.nodes} />
        {link !== null && (
          <p>
            <a href={link} target="_blank" rel="noopener noreferrer">
              Trace in LangSmith
            </a>
          </p>
        )}
      </Part>
      <Part title="Decide again">
        <DecideAgain head={head} detail={detail} />
      </Part>
    </>
  );
}

function Decided({
  head,
  detail,
  title,
}: {
  readonly head: RunHead;
  readonly detail: RowDetail;
  readonly title?: string;
}) {
  return (
    <div class="decided">
      {title !== undefined && <h3>{title}</h3>}
      <Verdict head={head} detail={detail} />
      <Rationale text={detail.decision.rationale} numbers={detail.numbers} />
    </div>
  );
}

function Findings({ findings }: Pick<RowDetail, "findings">) {
  if (findings.length === 0) return <p class="note">None.</p>;
  return (
    <ul class="findings">
      {findings.map(({ kind, node, span, claims, isSo }, at) => (
        <li key={at}>
          <b>! {kind}</b> <span class="note">{node}</span>
          <br />“<ShownText text={span} />
          ”: <ShownText text={claims} />; <ShownText text={isSo} />
        </li>
      ))}
    </ul>
  );
}

function Part({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
