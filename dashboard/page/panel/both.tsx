/** A part of a decision, of one run or of both: side by side where the runs differ, once where they do not. */
import type { ComponentChildren } from "preact";
import type { RowDetail, RunHead } from "../../wire/api.ts";

/** A run with what it had on the bar. */
export interface Side {
  readonly head: RunHead;
  readonly detail: RowDetail;
}

/** The run shown, and the one beside it where there is one that decided on the bar. */
export interface Sides {
  readonly own: Side;
  readonly other: Side | null;
}

export function Both({
  sides: { own, other },
  isSame,
  isWide = false,
  children,
}: {
  readonly sides: Sides;
  readonly isSame: boolean;
  /** Needs the width of the panel: one stands below the other. */
  readonly isWide?: boolean;
  readonly children: (side: Side) => ComponentChildren;
}) {
  if (other === null || isSame) return <>{children(own)}</>;
  return (
    <div class={isWide ? "stacked" : "two"}>
      {[own, other].map((side) => (
        <div key={side.head.id}>
          <SideName head={side.head} isOther={side === other} />
          {children(side)}
        </div>
      ))}
    </div>
  );
}

/** Whose it is. */
export function SideName({ head, isOther }: { readonly head: RunHead; readonly isOther: boolean }) {
  return <p class={isOther ? "side-name other" : "side-name"}>{head.name}</p>;
}
