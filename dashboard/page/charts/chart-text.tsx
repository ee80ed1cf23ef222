/** What the charts show in sentences: they are pictures, and this is what is read in their place. */
import type { RunSeries } from "../../wire/api.ts";
import type { MarkRanks } from "../logic/chart-marks.ts";
import { type InSight, equityText, priceText } from "../logic/chart-text.ts";
import type { Curve } from "../logic/curves.ts";
import { memo } from "../parts/memo.ts";
import type { Column } from "./chart-lines.ts";

interface ChartTextProps {
  /** Of the element that the charts say describes them. */
  readonly id: string;
  readonly series: RunSeries;
  readonly ranks: MarkRanks;
  readonly curves: readonly Curve[];
  /** Names of the curves that are drawn. */
  readonly shown: ReadonlySet<string>;
  /** Of the run beside; null without one. */
  readonly besideDrawdown: Column | null;
  readonly sight: InSight;
}

/** Read where it stands, and told of the charts; not spoken whenever it changes. */
export const ChartText = memo((props: ChartTextProps) => {
  const { id, series, ranks, curves, shown, besideDrawdown, sight } = props;
  const [agent] = curves;
  const other = curves.find(({ tone }) => tone === "other");
  const own = series.equity[0]?.drawdown;
  const drawdowns = new Map<string, Column>([
    ...(agent && own ? ([[agent.name, own]] as const) : []),
    ...(other && besideDrawdown ? ([[other.name, besideDrawdown]] as const) : []),
  ]);
  const drawn = curves.filter(({ name }) => shown.has(name));
  return (
    <div id={id} class="spoken">
      <p>{priceText(series, ranks, sight)}</p>
      <p>
        {series.equity.length === 0
          ? "Equity and drawdown are there once the run is finished."
          : equityText(series.row, drawn, drawdowns, sight)}
      </p>
    </div>
  );
});
