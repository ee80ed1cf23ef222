/** Keys and signs of the page, over it. */
import type { RefObject } from "preact";
import { ActionSign } from "./action-sign.tsx";
import { VerdictLegend } from "../panel/rationale.tsx";

const KEYS = [
  ["j or ↓, k or ↑", "next, previous decision of the list"],
  ["Home, End, Page ↑, Page ↓", "first, last, a page on or back, in the list"],
  ["Enter", "from the list into the open decision"],
  ["/", "go to a row or a date"],
  ["[ and ]", "more, fewer bars on the charts; 0 for all"],
  ["d", "only rows at which the analysts disagree"],
  ["c", "choose the run beside"],
  ["t", "colours: as the system, light, dark"],
  ["Escape", "close the decision or this"],
  ["?", "this"],
] as const;

export function Help({ dialog }: { readonly dialog: RefObject<HTMLDialogElement | null> }) {
  return (
    <dialog ref={dialog} aria-label="Keys and signs">
      <h2>Keys</h2>
      <dl class="keys">
        {KEYS.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <h2>Signs</h2>
      <p>
        <ActionSign action={1} status="decided" /> <ActionSign action={-1} status="decided" />{" "}
        <ActionSign action={null} status="abstained" />: the position before is carried over.
      </p>
      <p>
        On the charts of very many rows the marks are thinned: what is kept are rows without a
        decision, then changes of side. Fewer bars show more marks.
      </p>
      <p>Shaded on the equity: 95 % of the agent's paths over resampled bars.</p>
      <p>
        ! a finding of the reasoning audit · ✗ an error of a model call · ⇄ analysts on opposite
        sides · ≠ the run beside decided otherwise
      </p>
      <VerdictLegend />
      <button type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
    </dialog>
  );
}
