/** Puts another output in place of a node's and decides the row again from there; the run stays as it is. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Decision, NodeName } from "../../../data/vocabulary.ts";
import { percent, ratio, written } from "../../report/words.ts";
import type { NodeDetail, Redecided, RowDetail, RunHead } from "../../wire/api.ts";
import { api } from "../api-client.ts";
import { isSameDecision } from "../logic/differences.ts";
import { emptyOutput, hasFailed, outputText, readOutput } from "../logic/node-output.ts";
import { ActionSign } from "../parts/action-sign.tsx";
import { ShownText } from "../parts/shown-text.tsx";
import { faultText } from "../state/use-asked.ts";

type Answer =
  | { readonly kind: "none" }
  | { readonly kind: "asked" }
  | { readonly kind: "fault"; readonly words: string }
  | { readonly kind: "done"; readonly redecided: Redecided };

/** An answer is waited for so long. */
const MOST_MS = 120_000;

export function DecideAgain({
  head,
  detail,
}: {
  readonly head: RunHead;
  readonly detail: RowDetail;
}) {
  const [node, setNode] = useState<NodeName | null>(null);
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<Answer>({ kind: "none" });
  const asking = useRef(new AbortController());
  const id = useId();
  const chosen = detail.nodes.find((each) => each.node === node) ?? firstReplaced(detail.nodes);
  const start = chosen ? startText(chosen, detail.row) : "";
  // The same row may be read anew: what is typed stays, unless what it started from is another.
  useEffect(() => {
    setText(start);
    setAnswer({ kind: "none" });
    // An answer that is under way was to another question.
    const own = new AbortController();
    asking.current = own;
    return () => own.abort();
  }, [chosen?.node, start]);
  if (!head.redecide.able)
    return <p class="note">Not for this run: {head.redecide.reason ?? "n/a"}</p>;
  if (!chosen) return <p class="note">n/a: no trace of the row.</p>;
  const decide = (): void => {
    const read = readOutput(text);
    if (read.fault !== null) {
      setAnswer({ kind: "fault", words: read.fault });
      return;
    }
    setAnswer({ kind: "asked" });
    const request = { node: chosen.node, output: read.output };
    const { signal } = asking.current ?? new AbortController();
    const hear = (told: Answer): void => {
      if (!signal.aborted) setAnswer(told);
    };
    const limit = AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)]);
    api.redecide(head.id, detail.row, request, limit).then(
      (redecided) => hear({ kind: "done", redecided }),
      (cause: unknown) => hear({ kind: "fault", words: faultText(cause) }),
    );
  };
  return (
    <div class="again">
      <p class="note">
        Nodes after the chosen one work anew on what you put in its place. The run on disk stays as
        it is.
      </p>
      <label for={`${id}-node`}>Node</label>{" "}
      <select
        id={`${id}-node`}
        value={chosen.node}
        onChange={({ currentTarget: { value } }) =>
          setNode(detail.nodes.find((each) => each.node === value)?.node ?? null)
        }
      >
        {detail.nodes.map((each) => (
          <option key={each.node}>{each.node}</option>
        ))}
      </select>
      <label for={`${id}-output`} class="wide">
        Its output as JSON{hasFailed(chosen.output) && " (it broke: an empty one to fill in)"}
      </label>
      <textarea
        id={`${id}-output`}
        rows={10}
        spellcheck={false}
        dir="ltr"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="button" class="main" disabled={answer.kind === "asked"} onClick={decide}>
        {answer.kind === "asked" ? "Deciding…" : "Decide again"}
      </button>{" "}
      <button type="button" onClick={() => setText(start)}>
        {hasFailed(chosen.output) ? "Empty" : "As it was"}
      </button>
      <div aria-live="polite">
        {answer.kind === "fault" && (
          <p class="fault">
            <ShownText text={answer.words} />
          </p>
        )}
        {answer.kind === "done" && <Outcome redecided={answer.redecided} />}
      </div>
    </div>
  );
}

function startText({ node, output }: NodeDetail, row: number): string {
  return outputText(hasFailed(output) ? emptyOutput(node, row) : output);
}

/** The first node whose replacement leads anywhere: an analyst, where there is one. */
function firstReplaced(nodes: readonly NodeDetail[]): NodeDetail | undefined {
  return nodes.find(({ node }) => node === "analyzeSentiment") ?? nodes[0];
}

function Outcome({ redecided: { before, after, nodes } }: { readonly redecided: Redecided }) {
  return (
    <div class="outcome">
      <table>
        <thead>
          <tr>
            <th>
              <span class="spoken">Which</span>
            </th>
            <th>Decision</th>
            <th class="number">Score</th>
            <th class="number">Confidence</th>
            <th>Rationale</th>
          </tr>
        </thead>
        <tbody>
          <DecisionLine name="before" decision={before} />
          <DecisionLine name="after" decision={after} />
        </tbody>
      </table>
      <p class="note">
        {isSameDecision(before, after) ? "The decision stays." : "The decision changed."} Worked
        anew: {nodes.length === 0 ? "none" : nodes.map(({ node }) => node).join(", ")}.
      </p>
    </div>
  );
}

function DecisionLine({ name, decision }: { readonly name: string; readonly decision: Decision }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <ActionSign action={decision.action} status={decision.status} />
      </td>
      <td class="number">{written(decision.score, ratio)}</td>
      <td class="number">{written(decision.confidence, percent)}</td>
      <td>
        <ShownText text={decision.rationale} />
      </td>
    </tr>
  );
}
