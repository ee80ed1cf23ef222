/** The top of the page: which run is shown, what it was made by, and which run is beside it. */
import type { RefObject } from "preact";
import { bps, whole } from "../../report/words.ts";
import type { RunHead } from "../../wire/api.ts";
import type { Theme } from "../state/use-theme.ts";

export interface RunHeaderProps {
  readonly heads: readonly RunHead[];
  readonly head: RunHead | null;
  readonly other: RunHead | null;
  readonly theme: Theme;
  readonly besideChoice: RefObject<HTMLSelectElement | null>;
  readonly chooseRun: (id: string) => void;
  readonly chooseOther: (id: string | null) => void;
  readonly turnTheme: () => void;
  readonly help: () => void;
}

export function RunHeader(props: RunHeaderProps) {
  const { heads, head, other, theme, besideChoice, chooseRun, chooseOther, turnTheme, help } =
    props;
  return (
    <header class="top">
      <div class="bar">
        <h1>Hindcast</h1>
        <label>
          <span>Run</span>
          <select
            value={head?.id ?? ""}
            onChange={({ currentTarget }) => chooseRun(currentTarget.value)}
          >
            {heads.map(({ id, name, fault }) => (
              <option key={id} value={id}>
                {optionText(name, fault)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Beside</span>
          <select
            ref={besideChoice}
            value={other?.id ?? ""}
            disabled={heads.length < 2}
            onChange={({ currentTarget: { value } }) => chooseOther(value === "" ? null : value)}
          >
            <option value="">{heads.length < 2 ? "only one run was given" : "none"}</option>
            {heads
              .filter(({ id }) => id !== head?.id)
              .map(({ id, name, fault }) => (
                <option key={id} value={id} disabled={fault !== null}>
                  {optionText(name, fault)}
                </option>
              ))}
          </select>
        </label>
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
      {other && other.fault === null && <Facts head={other} lead="Beside" />}
    </header>
  );
}

function optionText(name: string, fault: string | null): string {
  return fault === null ? name : `${name} (broken)`;
}

/** What a run was made by, in one line. */
function Facts({ head, lead }: { readonly head: RunHead; readonly lead?: string }) {
  return (
    <p class="facts">
      {lead !== undefined && <b>{lead}: </b>}
      <span class={head.state === "finished" ? "state" : "state live"}>
        {head.state === "finished" ? "finished" : "● under way"}
      </span>
      <span>{whole(head.rows)} rows</span>
      <span>data {head.dataFile ?? "n/a"}</span>
      <ModelWords head={head} />
      {head.toggles.length > 0 && <span>{head.toggles.join(", ")}</span>}
      <span>horizon {head.horizonBars} bars</span>
      <span>cost {bps(head.costPerSide)} a side</span>
      <span>seed {head.seed}</span>
      <span title="The run's name by its content">{head.run.slice(0, 16)}</span>
    </p>
  );
}

/** One model for all nodes is named once; rules that stand in for a model are said to be that. */
function ModelWords({ head: { models, simulatedNodes } }: { readonly head: RunHead }) {
  const asked = Object.entries(models).filter(
    ([node, model]) => model !== null && !simulatedNodes.some((own) => own === node),
  );
  const different = new Set(asked.map(([, model]) => model));
  return (
    <>
      {simulatedNodes.length > 0 && (
        <strong class="simulated" title={simulatedNodes.join(", ")}>
          simulated: fixed rules answer
          {asked.length > 0 ? ` for ${simulatedNodes.join(", ")}` : ""}, not a language model
        </strong>
      )}
      {asked.length === 0 && simulatedNodes.length === 0 && <span>no model asked</span>}
      {different.size === 1 && <span>model {[...different].join("")}</span>}
      {different.size > 1 && (
        <span>{asked.map(([node, model]) => `${node} ${model}`).join(", ")}</span>
      )}
    </>
  );
}
