/** The top of the page: which run is shown, what it was made by, and which run is beside it. */
import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { bps, whole } from "../../report/words.ts";
import type { RunHead } from "../../wire/api.ts";
import { choiceText } from "../logic/run-list.ts";
import type { Theme } from "../state/use-theme.ts";
import { RunChoice, type RunOption } from "./run-choice.tsx";

export interface RunHeaderProps {
  readonly heads: readonly RunHead[];
  readonly head: RunHead | null;
  readonly other: RunHead | null;
  readonly theme: Theme;
  readonly besideChoice: RefObject<HTMLSelectElement | null>;
  /** Asks for the list of runs again. */
  readonly renewHeads: () => void;
  readonly chooseRun: (id: string) => void;
  /** Empty for none. */
  readonly chooseOther: (id: string) => void;
  readonly turnTheme: () => void;
  readonly help: () => void;
}

export function RunHeader(props: RunHeaderProps) {
  const { head, other, theme, besideChoice, renewHeads, chooseRun, chooseOther } = props;
  const { turnTheme, help } = props;
  const said = JSON.stringify(props.heads.map((each) => optionOf(each, props.heads)));
  const options = useMemo(() => props.heads.map((each) => optionOf(each, props.heads)), [said]);
  const others = useMemo(() => options.filter(({ id }) => id !== head?.id), [options, head?.id]);
  return (
    <header class="top">
      <div class="bar">
        <h1>Hindcast</h1>
        <RunChoice
          label="Run"
          options={options}
          chosen={head?.id ?? ""}
          none={null}
          choose={chooseRun}
          onFocus={renewHeads}
        />
        <RunChoice
          label="Beside"
          options={others}
          chosen={other?.id ?? ""}
          none={others.length === 0 ? "only one run was given" : "none"}
          box={besideChoice}
          choose={chooseOther}
          onFocus={renewHeads}
        />
        <span class="buttons">
          <button type="button" onClick={turnTheme} title="Colours (t)">
            Theme: {theme}
          </button>
          <button type="button" onClick={help} title="Keys (?)" aria-label="Keys and signs">
            ?
          </button>
        </span>
      </div>
      {head && head.fault === null && <Facts head={head} />}
      {head && other && other.fault === null && <Facts head={other} first={head} />}
    </header>
  );
}

function optionOf(head: RunHead, heads: readonly RunHead[]): RunOption {
  return { id: head.id, text: choiceText(head, heads), isBroken: head.fault !== null };
}

/** What a run was made by, in one line; of a run beside another only what is not the same there. */
function Facts({
  head,
  first = null,
}: {
  readonly head: RunHead;
  readonly first?: RunHead | null;
}) {
  const differs = (fact: (head: RunHead) => unknown): boolean =>
    first === null || JSON.stringify(fact(head)) !== JSON.stringify(fact(first));
  return (
    <p class="facts">
      {first && <b>Beside: </b>}
      <span class={head.state === "finished" ? "state" : "state live"}>
        {head.state === "finished" ? "finished" : "● under way"}
      </span>
      <span>{whole(head.rows)} rows</span>
      {differs(({ dataFile }) => dataFile) && <span>data {head.dataFile ?? "n/a"}</span>}
      {differs(modelWords) && <ModelWords head={head} />}
      {differs(toggleWords) && (first !== null || head.toggles.length > 0) && (
        <span>{toggleWords(head) || "all defaults"}</span>
      )}
      {differs(({ horizonBars }) => horizonBars) && <span>horizon {head.horizonBars} bars</span>}
      {differs(({ costPerSide }) => costPerSide) && (
        <span>cost {bps(head.costPerSide)} a side</span>
      )}
      {differs(({ seed }) => seed) && <span>seed {head.seed}</span>}
      <span title="The run's name by its content">run {head.run.slice(0, 16)}</span>
      {first && <span>else as above</span>}
    </p>
  );
}

function toggleWords({ toggles }: RunHead): string {
  return toggles.join(", ");
}

function ModelWords({ head }: { readonly head: RunHead }) {
  const { simulated, asked } = modelWords(head);
  return (
    <>
      {simulated !== "" && (
        <strong class="simulated" title={head.simulatedNodes.join(", ")}>
          {simulated}
        </strong>
      )}
      {asked !== "" && <span>{asked}</span>}
    </>
  );
}

/** One model for all nodes is named once; rules that stand in for a model are said to be that. */
function modelWords({ models, simulatedNodes }: RunHead): {
  readonly simulated: string;
  readonly asked: string;
} {
  const asked = Object.entries(models).filter(
    ([node, model]) => model !== null && !simulatedNodes.some((own) => own === node),
  );
  const different = new Set(asked.map(([, model]) => model));
  const where = asked.length > 0 ? ` for ${simulatedNodes.join(", ")}` : "";
  const each = asked.map(([node, model]) => `${node} ${model}`).join(", ");
  const none = simulatedNodes.length === 0 ? "no model asked" : "";
  const one = different.size === 1 ? `model ${[...different].join("")}` : each;
  return {
    simulated:
      simulatedNodes.length === 0
        ? ""
        : `simulated: fixed rules answer${where}, not a language model`,
    asked: asked.length === 0 ? none : one,
  };
}
