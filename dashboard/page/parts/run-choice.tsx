/** Chooses among the runs; drawn anew only when there are others, so that nobody who is choosing is disturbed. */
import type { RefObject } from "preact";
import { memo } from "./memo.ts";

/** A run to choose. */
export interface RunOption {
  readonly id: string;
  readonly text: string;
  readonly isBroken: boolean;
}

interface RunChoiceProps {
  readonly label: string;
  readonly options: readonly RunOption[];
  /** Id of the chosen run; empty for none. */
  readonly chosen: string;
  /** Words for none; null where one is always chosen, a broken one too. */
  readonly none: string | null;
  readonly box?: RefObject<HTMLSelectElement | null>;
  readonly choose: (id: string) => void;
  readonly onFocus: () => void;
}

export const RunChoice = memo((props: RunChoiceProps) => {
  const { label, options, chosen, none, box, choose, onFocus } = props;
  return (
    <label>
      <span>{label}</span>
      <select
        {...(box && { ref: box })}
        value={chosen}
        disabled={none !== null && options.length === 0}
        onFocus={onFocus}
        onChange={({ currentTarget: { value } }) => choose(value)}
      >
        {none !== null && <option value="">{none}</option>}
        {options.map(({ id, text, isBroken }) => (
          <option key={id} value={id} disabled={none !== null && isBroken}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
});
