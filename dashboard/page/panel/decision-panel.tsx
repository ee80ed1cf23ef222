/** The open decision: its row with the keys of the way, and all about it. */
import { amount } from "../../report/words.ts";
import type { RowDetail, RunHead } from "../../wire/api.ts";
import type { Asked } from "../state/use-asked.ts";
import { Detail, type Missing } from "./detail.tsx";

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
  const beside = other?.asked.value ?? null;
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
            {detail.datetime.slice(0, 16).replace("T", " ")} <br />
            UTC · close {amount(detail.close)}
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
      {detail && (
        <Detail
          key={`${head.id} ${row}`}
          sides={{
            own: { head, detail },
            other: beside && other ? { head: other.head, detail: beside } : null,
          }}
          missing={missingOf(other)}
        />
      )}
    </section>
  );
}

/** Why there is nothing of the second run; null without one, or with its decision at hand. */
function missingOf(other: DecisionPanelProps["other"]): Missing | null {
  if (other === null || other.asked.value !== null) return null;
  const words = other.hasBar ? "Loading…" : "n/a: it has no such bar.";
  return { name: other.head.name, words: other.asked.fault ?? words };
}
