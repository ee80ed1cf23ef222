/** What `langgraph.json` names: the decision graph of one run, for LangGraph Studio and remote runs. */
import type { DecisionGraph } from "../graphs/decision-graph.ts";
import { serveGraph } from "../graphs/remote/serve-graph.ts";
import { readServedRun } from "./environment.ts";
import { openRun } from "./open-run.ts";
import { servedFlags } from "./served-run.ts";

// Opened while the server starts: what makes no sense ends it there, not at the first row.
const { pipeline, data, dataChoice, modelChoice } = await openRun(servedFlags(readServedRun()));
const makeGraph = serveGraph(pipeline);

process.stdout.write(
  `hindcast: serves run ${pipeline.run}\n` +
    `data   ${dataChoice.spoken}, ${data.rows.length} rows\n` +
    `model  ${modelChoice.spoken}\n`,
);

/** The graph for one run; the server asks anew for each. Its input is `{ row }`. */
export function graph(): DecisionGraph {
  return makeGraph();
}
