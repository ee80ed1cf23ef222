/** The page: the runs of the command line, the one shown, the one beside it, and the open decision. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { RunHead } from "../wire/api.ts";
import { runToShow } from "./logic/run-list.ts";
import { RunPage } from "./run-page.tsx";
import { useRun } from "./state/use-run.ts";
import { useRunList } from "./state/use-run-list.ts";
import { useTheme } from "./state/use-theme.ts";
import { useView } from "./state/use-view.ts";

const NONE: readonly RunHead[] = [];

export function App() {
  const theme = useTheme();
  const [view, change] = useView();
  const list = useRunList();
  const heads = list.heads ?? NONE;
  const unnamed = useRef<string | null>(null);
  const listed = runToShow(heads, view.run, unnamed.current);
  if (listed?.id !== view.run) unnamed.current = listed?.id ?? null;
  const run = useRun(listed, list.renew);
  const other = useRun(
    heads.find(({ id }) => id === view.other && id !== listed?.id) ?? null,
    list.renew,
  );
  // Heads that moved on while they were followed stand in the list of runs too.
  const now = useMemo(
    () => heads.map((head) => [run, other].find((each) => each?.head.id === head.id)?.head ?? head),
    [heads, run, other],
  );
  useEffect(() => {
    document.title = listed === null ? "Hindcast" : `${listed.name} · Hindcast`;
  }, [listed?.name]);
  return (
    <>
      <RunPage
        heads={now}
        renewHeads={list.renew}
        run={run}
        other={other}
        view={view}
        change={change}
        theme={theme}
      />
      <div role="status">{list.fault !== null && <p class="fault page-fault">{list.fault}</p>}</div>
      {list.heads === null && list.fault === null && <p class="note loading">Loading…</p>}
      {list.heads?.length === 0 && (
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
