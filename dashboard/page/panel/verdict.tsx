/** What was decided and what followed, in figures. */
import { finePercent, percent, ratio, written } from "../../report/words.ts";
import type { RowDetail, RunHead } from "../../wire/api.ts";
import type { DetailPart } from "../logic/differences.ts";
import { ActionSign } from "../parts/action-sign.tsx";

export function Verdict({
  head,
  detail,
  differing,
}: {
  readonly head: RunHead;
  readonly detail: RowDetail;
  /** Parts in which the run beside is another. */
  readonly differing: ReadonlySet<DetailPart>;
}) {
  const { decision, outcome, earned, label } = detail;
  return (
    <dl class="verdict-figures">
      <div>
        <dt>
          {decision.status === "rule" ? "Decision, by a fixed rule" : "Decision"}
          {differing.has("decision") && <Differs />}
        </dt>
        <dd>
          <ActionSign action={decision.action} status={decision.status} />
        </dd>
      </div>
      <div>
        <dt>Score{differing.has("score") && <Differs />}</dt>
        <dd>{written(decision.score, ratio)}</dd>
      </div>
      <div>
        <dt>Confidence{differing.has("confidence") && <Differs />}</dt>
        <dd>{written(decision.confidence, percent)}</dd>
      </div>
      <div>
        <dt>Followed, {head.horizonBars} bars</dt>
        <dd>{written(outcome, finePercent)}</dd>
      </div>
      <div>
        <dt>Earned, before costs</dt>
        <dd>{written(earned, finePercent)}</dd>
      </div>
      <div>
        <dt>Label</dt>
        <dd>{label === null ? "n/a" : label === 1 ? "▲ 1" : "▼ −1"}</dd>
      </div>
    </dl>
  );
}

function Differs() {
  return (
    <span class="differ-sign" title="The run beside has another">
      {" "}
      ≠<span class="spoken"> differs</span>
    </span>
  );
}
