/** A pipeline's graph as a LangGraph server runs it: each run tells what it is of, and what its nodes did. */
import { AsyncLocalStorage } from "node:async_hooks";
import { UsageError } from "../../data/errors.ts";
import { type DecisionGraph, buildDecisionGraph } from "../decision-graph.ts";
import type { Around, NodeRun } from "../node-step.ts";
import type { Pipeline } from "../pipeline.ts";
import { servedName } from "./served-name.ts";
import { type Tiding, nodeTiding } from "./wire.ts";

/**
 * Makes the graph for one run at a time, all over the pipeline's one history and memory: rows may come in any order and
 * side by side. A row's run that names another run in its context is refused, and so is one on a thread that holds
 * another row's channels. Listens to the pipeline's model calls for good.
 */
export function serveGraph(pipeline: Pipeline): () => DecisionGraph {
  const telling = new AsyncLocalStorage<(tiding: Tiding) => void>();
  pipeline.calls.listen((line) => telling.getStore()?.({ kind: "call", line }));
  return () =>
    buildDecisionGraph(pipeline.history, pipeline.nodes, aroundOneRun(pipeline, telling));
}

function aroundOneRun(
  { identity }: Pipeline,
  telling: AsyncLocalStorage<(tiding: Tiding) => void>,
): Around {
  const name = servedName(identity);
  const started: Promise<{ readonly run: NodeRun }>[] = [];
  return async ({ node, state, config }, work) => {
    const tell = (tiding: Tiding): void => config.writer?.(tiding);
    if (node === "extractFeatures") {
      tell({ kind: "served", identity });
      mustBeMeant(name, config.context?.run);
      mustBeFresh(state);
    }
    const ending = telling.run(tell, work);
    started.push(ending);
    const ended = await ending;
    tell(nodeTiding(ended.run));
    // Once a step has thrown, nothing more is told: the branch beside it ends first.
    if (ended.run.error) await Promise.all(started);
    return ended;
  };
}

function mustBeMeant(served: string, meant: string | undefined): void {
  if (meant === undefined || meant === served) return;
  throw new UsageError(`this server decides rows otherwise (${served}) than was meant (${meant})`);
}

/** Channels of the row before would pass for this one's: remarks and calls pile up, a broken row keeps a decision. */
function mustBeFresh({ row, ...earlier }: Readonly<Record<string, unknown>>): void {
  const { remarks, calls, ...written } = earlier;
  const piled = [remarks, calls].flat().filter((held) => held !== undefined);
  if (piled.length === 0 && Object.values(written).every((held) => held === undefined)) return;
  throw new UsageError(
    `row ${String(row)}: this thread holds a row already; start a new thread for each row`,
  );
}
