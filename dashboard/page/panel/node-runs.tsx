/** What each node cost and said: tokens, dollars, time, and its calls to a model word for word. */
import { whole, written } from "../../report/words.ts";
import type { CallDetail, NodeDetail } from "../../wire/api.ts";
import { dollars } from "../logic/headline.ts";
import { Fold } from "../parts/fold.tsx";
import { ShownText, TextBlock } from "../parts/shown-text.tsx";

export function NodeRuns({ nodes }: { readonly nodes: readonly NodeDetail[] }) {
  if (nodes.length === 0) return <p class="note">n/a: no trace of the row.</p>;
  return (
    <>
      <div class="scroll" tabIndex={0} role="region" aria-label="Nodes" data-scrolls>
        <table>
          <thead>
            <tr>
              <th>Node</th>
              <th class="number">Time</th>
              <th class="number">Tokens in, out</th>
              <th class="number">Cost</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map((node) => (
              <tr key={node.node}>
                <td>{node.node}</td>
                <td class="number">{milliseconds(node.durationMs)}</td>
                <td class="number">
                  {written(node.promptTokens, whole)}, {written(node.completionTokens, whole)}
                </td>
                <td class="number">{dollars(node.costUsd)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {nodes.map((node) => (
        <Fold key={node.node} title={foldTitle(node)}>
          {() => <Exchange node={node} />}
        </Fold>
      ))}
    </>
  );
}

function foldTitle({ node, calls }: NodeDetail): string {
  if (calls.length === 0) return `${node}: output`;
  const faults = new Set(calls.flatMap(({ fault }) => fault ?? []));
  const wrong = faults.size === 0 ? "" : `, ✗ ${[...faults].join(", ")}`;
  return `${node}: output and ${calls.length === 1 ? "its call" : `${calls.length} calls`} to a model${wrong}`;
}

function Exchange({ node: { node, output, calls } }: { readonly node: NodeDetail }) {
  return (
    <>
      <h4>Output</h4>
      <TextBlock text={JSON.stringify(output, null, 2) ?? "n/a"} label={`Output of ${node}`} />
      {calls.map((call, at) => (
        <Call key={at} call={call} />
      ))}
    </>
  );
}

function Call({ call }: { readonly call: CallDetail }) {
  return (
    <>
      <p class="note">
        <ShownText text={call.model} />, {call.cached ? "from the cache" : "asked"},{" "}
        {milliseconds(call.latencyMs)}
        {call.fault !== null && (
          <>
            ,{" "}
            <b class="bad">
              ✗ <ShownText text={call.fault} />
            </b>
          </>
        )}
      </p>
      {call.messages.map(({ role, content }, at) => (
        <div key={at}>
          <h4>
            <ShownText text={role} />
          </h4>
          <TextBlock text={content} label={`Message, ${role}`} />
        </div>
      ))}
      <h4>reply</h4>
      <TextBlock text={call.reply} label="Reply" />
    </>
  );
}

function milliseconds(value: number | null): string {
  if (value === null) return "n/a";
  return value < 1 ? "<1 ms" : `${whole(value)} ms`;
}
