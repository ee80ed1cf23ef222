/** Draws the README's pictures from the main job on the shipped sample: `npm run pictures`. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadRows } from "../../data/load-rows.ts";
import { SAMPLE_FILE } from "../../data/sample-file.ts";
import { openPipeline } from "../../graphs/open-pipeline.ts";
import { runPipeline } from "../../graphs/run.ts";
import { runSeries } from "../../graphs/run-series.ts";
import { readEnvironment } from "../../cli/environment.ts";
import { equityChart } from "../../dashboard/charts/equity-chart.ts";
import { priceChart } from "../../dashboard/charts/price-chart.ts";
import type { RichOutput } from "../../dashboard/charts/rich.ts";

const SHOWN = new Set(["agent", "agent, by score", "always short", "momentum", "always long"]);

const data = await loadRows(SAMPLE_FILE);
const pipeline = await openPipeline({ data, access: readEnvironment() });
const { timeMs, closes, actionPositions, equity } = runSeries(
  pipeline,
  await runPipeline(pipeline),
);
draw(
  "equity.svg",
  equityChart({
    timeMs,
    series: equity.filter(({ name }) => SHOWN.has(name)),
    title: "Equity of the simulated agent and trivial rules, shipped sample",
    description:
      "Equity net of 10 bps a side over 276 ten-minute bars. Always short ends highest, the agent below its start.",
    label: "equity, starting at 10,000",
  }),
);
draw(
  "positions.svg",
  priceChart({
    timeMs,
    closes,
    positions: actionPositions,
    title: "Price and the simulated agent's position, shipped sample",
    description:
      "Bitcoin close falling from 95,000 to 88,000, with the position as a ribbon beneath.",
    label: "close",
  }),
);

function draw(name: string, picture: RichOutput): void {
  writeFileSync(fileURLToPath(new URL(name, import.meta.url)), `${String(picture)}\n`);
}
