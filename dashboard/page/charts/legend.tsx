/** The curves of the equity chart with their returns: a button each, which draws it or takes it away. */
import { useState } from "preact/hooks";
import { percent, written } from "../../report/words.ts";
import type { Curve } from "../logic/curves.ts";

const DASHES = { solid: "", dotted: "2 2", dashed: "5 3", long: "8 4" } as const;

export function Legend({
  curves,
  shown,
  turn,
  hasBand,
}: {
  readonly curves: readonly Curve[];
  readonly shown: ReadonlySet<string>;
  readonly turn: (name: string) => void;
  readonly hasBand: boolean;
}) {
  const [isWhole, setWhole] = useState(false);
  const hidden = curves.filter(({ name }) => !shown.has(name)).length;
  const listed = isWhole ? curves : curves.filter(({ name }) => shown.has(name));
  return (
    <div class="legend" role="group" aria-label="Curves of the equity chart">
      {listed.map(({ name, tone, dash, wide, total }) => (
        <button type="button" key={name} aria-pressed={shown.has(name)} onClick={() => turn(name)}>
          <svg width="20" height="8" aria-hidden="true">
            <line
              x1="0"
              y1="4"
              x2="20"
              y2="4"
              class={`stroke-${tone}`}
              stroke-width={wide ? 3 : 1.5}
              stroke-dasharray={DASHES[dash]}
            />
          </svg>
          {name} <span class="figure">{written(total, percent)}</span>
        </button>
      ))}
      {(hidden > 0 || isWhole) && (
        <button
          type="button"
          class="more"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? "fewer" : `${hidden} more`}
        </button>
      )}
      {!hasBand && <span class="note">no interval: too few bars</span>}
    </div>
  );
}
