/** The page: the runs of the command line, the one shown, the one beside it, and the open decision. */
import { useMemo } from "preact/hooks";
import { api } from "./api-client.ts";
import { RunPage } from "./run-page.tsx";
import { useAsked } from "./state/use-asked.ts";
import { useRun } from "./state/use-run.ts";
import { useTheme } from "./state/use-theme.ts";
import { useView } from "./state/use-view.ts";

export function App() {
  const theme = useTheme();
  const [view, change] = useView();
  const runs = useAsked("runs", api.runs);
  const heads = runs.value ?? [];
  const listed =
    heads.find(({ id }) => id === view.run) ??
    heads.find(({ fault }) => fault === null) ??
    heads[0] ??
    null;
  const run = useRun(listed);
  const other = useRun(heads.find(({ id }) => id === view.other && id !== listed?.id) ?? null);
  // Heads that moved on while they were followed stand in the list of runs too.
  const now = useMemo(
    () => heads.map((head) => [run, other].find((each) => each?.head.id === head.id)?.head ?? head),
    [heads, run, other],
  );
  return (
    <>
      <RunPage heads={now} run={run} other={other} view={view} change={change} theme={theme} />
      {runs.fault !== null && <p class="fault page-fault">{runs.fault}</p>}
      {runs.value?.length === 0 && (
        <p class="empty">No run was given: hindcast dashboard DIR shows the run in DIR.</p>
      )}
      <footer class="foot">
        Hindcast, on this machine alone · charts by{" "}
        <a href="https://www.tradingview.com/" target="_blank" rel="noopener noreferrer">
          TradingView
        </a>{" "}
        Lightweight Charts™
      </footer>
    </>
  );
}
