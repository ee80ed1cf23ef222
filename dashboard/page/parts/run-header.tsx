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
            {heads.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
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
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
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
      {head && <Facts head={head} />}
      {other && <Facts head={other} lead="Beside" />}
    </header>
  );
}

/** What a run was made by, in one line. */
function Facts({ head, lead }: { readonly head: RunHead; readonly lead?: string }) {
  const simulated = head.simulatedNodes.length > 0;
  return (
    <p class="facts">
      {lead !== undefined && <b>{lead}: </b>}
      <span class={head.state === "finished" ? "state" : "state live"}>
        {head.state === "finished" ? "finished" : "● under way"}
      </span>
      <span>{head.name}</span>
      <span>{whole(head.rows)} rows</span>
      <span>data {head.dataFile ?? "n/a"}</span>
      <span>{modelWords(head)}</span>
      {simulated && (
        <strong class="simulated">
          simulated: a fixed rule answers for {head.simulatedNodes.join(", ")}, not a language model
        </strong>
      )}
      {head.toggles.length > 0 && <span>{head.toggles.join(", ")}</span>}
      <span>horizon {head.horizonBars} bars</span>
      <span>cost {bps(head.costPerSide)} a side</span>
      <span>seed {head.seed}</span>
      <span title="The run's name by its content">{head.run.slice(0, 16)}</span>
    </p>
  );
}

/** One model for all nodes is named once. */
function modelWords({ models }: RunHead): string {
  const named = Object.entries(models).filter(([, model]) => model !== null);
  const different = new Set(named.map(([, model]) => model));
  if (different.size === 0) return "no model asked";
  if (different.size === 1) return `model ${[...different].join("")}`;
  return named.map(([node, model]) => `${node} ${model}`).join(", ");
}
