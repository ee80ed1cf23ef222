/** Follows one row through LangChain's tracer interface. */
import { BaseTracer, type Run } from "@langchain/core/tracers/base";
import { v7 } from "@langchain/core/utils/uuid";
import type { NodeName } from "../../data/vocabulary.ts";
import type { NodeRun } from "../node-step.ts";

/**
 * A tracer of one row: the row's run is the root, node runs are its children, model calls are theirs. It is told by
 * the nodes' steps. As a callback of the graph it would hear of every inner runnable, which costs more than 1 ms a row.
 */
export class RowTracer extends BaseTracer {
  readonly name = "hindcast_tracer";
  readonly #root = v7();
  readonly #nodes = new Map<NodeName, string>();
  #tree: Run | null = null;

  constructor(row: number) {
    super();
    void this.handleChainStart(named("hindcast"), { row }, this.#root);
  }

  nodeStarted(node: NodeName): void {
    const id = v7();
    this.#nodes.set(node, id);
    void this.handleChainStart(named(node), {}, id, this.#root);
  }

  nodeEnded({ node, calls, output, error }: NodeRun): void {
    const id = this.#nodes.get(node);
    if (id === undefined) return;
    for (const { model, reply } of calls) {
      const call = v7();
      void this.handleLLMStart(named(model), [], call, id);
      void this.handleLLMEnd({ generations: [[{ text: reply }]] }, call);
    }
    void (error ? this.handleChainError(error.message, id) : this.handleChainEnd(output, id));
  }

  /** The row's runs, once all its nodes have ended. */
  async end(): Promise<Run> {
    const root = await this.handleChainEnd({}, this.#root);
    return this.#tree ?? root;
  }

  protected override async persistRun(run: Run): Promise<void> {
    this.#tree = run;
  }
}

function named(name: string) {
  return { lc: 1, type: "not_implemented" as const, id: [name] };
}
