/** What was decided and what followed, in figures. */
import { finePercent, percent, ratio, written } from "../../report/words.ts";
import type { RowDetail, RunHead } from "../../wire/api.ts";
import { ActionSign } from "../parts/action-sign.tsx";

export function Verdict({ head, detail }: { readonly head: RunHead; readonly detail: RowDetail }) {
  const { decision, outcome, earned, label } = detail;
  return (
    <dl class="verdict-figures">
      <div>
        <dt>{decision.status === "rule" ? "Decision, by a fixed rule" : "Decision"}</dt>
        <dd>
          <ActionSign action={decision.action} status={decision.status} />
        </dd>
      </div>
      <div>
        <dt>Score</dt>
        <dd>{written(decision.score, ratio)}</dd>
      </div>
      <div>
        <dt>Confidence</dt>
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
