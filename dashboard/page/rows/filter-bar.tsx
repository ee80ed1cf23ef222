/** What to filter decisions by, each choice with how many rows it has. */
import type { RefObject } from "preact";
import { FINDING_KINDS } from "../../../backtest/reasoning/finding.ts";
import type { Status } from "../../../data/vocabulary.ts";
import { whole } from "../../report/words.ts";
import { errorOf, findingOf } from "../logic/view.ts";
import { EVERY_ROW, type RowCounts, type RowFilter, STATUSES } from "../logic/row-filter.ts";

export interface FilterBarProps {
  readonly filter: RowFilter;
  readonly counts: RowCounts;
  /** Rows that pass, and all. */
  readonly passing: number;
  readonly rows: number;
  /** Null until it is known. */
  readonly isEvaluated: boolean | null;
  readonly isCompared: boolean;
  /** Rows still come: how many there are is not spoken each time. */
  readonly isUnderWay: boolean;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly change: (filter: RowFilter) => void;
  /** Opens the row that these words ask for. */
  readonly seek: (words: string) => void;
}

export function FilterBar(props: FilterBarProps) {
  const { filter, counts, passing, rows, isEvaluated, isCompared, isUnderWay } = props;
  const { search, change, seek } = props;
  const turnStatus = (status: Status): void => {
    const isOn = filter.statuses.includes(status);
    const statuses = STATUSES.filter((each) =>
      each === status ? !isOn : filter.statuses.includes(each),
    );
    change({ ...filter, statuses });
  };
  return (
    <form
      class="filters"
      aria-label="Filter of decisions"
      onSubmit={(event) => event.preventDefault()}
    >
      <input
        ref={search}
        type="search"
        placeholder="row or date"
        aria-label="Go to a row by number, or by date and time such as 2025-02-25 07:00"
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          seek(event.currentTarget.value);
          // Keys walk on from there.
          event.currentTarget.blur();
        }}
      />
      <span class="chips" role="group" aria-label="Status">
        {STATUSES.filter(
          (status) => counts.statuses[status] > 0 || filter.statuses.includes(status),
        ).map((status) => (
          <Chip
            key={status}
            isOn={filter.statuses.includes(status)}
            isEmpty={counts.statuses[status] === 0}
            turn={() => turnStatus(status)}
          >
            {status} {whole(counts.statuses[status])}
          </Chip>
        ))}
      </span>
      <select
        aria-label="Kind of finding"
        value={filter.finding ?? ""}
        disabled={
          isEvaluated !== true || (counts.findings.get("any") === 0 && filter.finding === null)
        }
        onChange={({ currentTarget: { value } }) =>
          change({ ...filter, finding: findingOf(value) })
        }
      >
        <option value="">{findingWord(isEvaluated, counts)}</option>
        <option value="any">any finding ({whole(counts.findings.get("any") ?? 0)})</option>
        {FINDING_KINDS.filter((kind) => (counts.findings.get(kind) ?? 0) > 0).map((kind) => (
          <option key={kind} value={kind}>
            {kind} ({whole(counts.findings.get(kind) ?? 0)})
          </option>
        ))}
      </select>
      <select
        aria-label="Class of error"
        value={filter.error ?? ""}
        disabled={isEvaluated === null || (counts.errors.get("any") === 0 && filter.error === null)}
        onChange={({ currentTarget: { value } }) => change({ ...filter, error: errorOf(value) })}
      >
        <option value="">{errorWord(isEvaluated, counts)}</option>
        {[
          ...new Set([...counts.errors.keys(), ...(filter.error === null ? [] : [filter.error])]),
        ].map((name) => (
          <option key={name} value={name}>
            {name === "any" ? "any error" : name} ({whole(counts.errors.get(name) ?? 0)})
          </option>
        ))}
      </select>
      <Chip
        isOn={filter.disagreement}
        isEmpty={counts.disagreement === 0}
        turn={() => change({ ...filter, disagreement: !filter.disagreement })}
      >
        ⇄ analysts disagree {whole(counts.disagreement)}
      </Chip>
      {isCompared && (
        <Chip
          isOn={filter.differing}
          isEmpty={counts.differing === 0}
          turn={() => change({ ...filter, differing: !filter.differing })}
        >
          ≠ runs differ {whole(counts.differing)}
        </Chip>
      )}
      <output class="note" aria-live={isUnderWay ? "off" : "polite"}>
        {passing === rows ? `${whole(rows)} rows` : `${whole(passing)} of ${whole(rows)} rows`}
      </output>
      {passing !== rows && (
        <button type="button" class="plain" onClick={() => change(EVERY_ROW)}>
          Show all
        </button>
      )}
    </form>
  );
}

function findingWord(isEvaluated: boolean | null, { findings }: RowCounts): string {
  if (isEvaluated === null) return "findings: loading";
  if (!isEvaluated) return "findings: not evaluated";
  return findings.get("any") === 0 ? "findings: none" : "findings: no filter";
}

function errorWord(isEvaluated: boolean | null, { errors }: RowCounts): string {
  if (isEvaluated === null) return "errors: loading";
  return errors.get("any") === 0 ? "errors: none" : "errors: no filter";
}

function Chip({
  isOn,
  isEmpty,
  turn,
  children,
}: {
  readonly isOn: boolean;
  readonly isEmpty: boolean;
  readonly turn: () => void;
  readonly children: preact.ComponentChildren;
}) {
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={isOn}
      disabled={isEmpty && !isOn}
      onClick={turn}
    >
      {children}
    </button>
  );
}
