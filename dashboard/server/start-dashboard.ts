/** Puts runs on show: reads what there is of them and serves it. */
import type { MarketData } from "../../data/load-rows.ts";
import { makeApp } from "./app.ts";
import { readPage } from "./page-files.ts";
import { type Redecider, noRedecider } from "./redecide.ts";
import { DataShelf } from "./reading/data-shelf.ts";
import { RunShelf } from "./reading/run-shelf.ts";
import { type Served, serveApplication } from "./serve.ts";
import { makeToken } from "./token.ts";

/** What is shown, and where. */
export interface DashboardOptions {
  /** Run directories, as `findRuns` finds them. */
  readonly runs: readonly string[];
  /** The run directories that are there now, asked for as long as a page is in sight. @default those of the start */
  readonly findAgain?: () => readonly string[];
  /** Datasets that they may have been decided on. */
  readonly datasets: readonly MarketData[];
  /** 0 for a free one. */
  readonly port: number;
  /** Who decides rows again. @default nobody */
  readonly redecider?: Redecider;
  /** Folder of the built page. @default where the build puts it */
  readonly pageFolder?: string;
  /** Told of the server's own faults. @default nobody */
  readonly onFault?: (error: unknown) => void;
  /** How often runs under way are looked at. @default 500 */
  readonly pollMs?: number;
}

/** A dashboard that is up, on loopback alone; its token is in the page that it serves. */
export async function startDashboard({
  runs,
  findAgain,
  datasets,
  port,
  redecider = noRedecider,
  pageFolder,
  onFault = () => {},
  pollMs,
}: DashboardOptions): Promise<Served> {
  const shelf = new RunShelf(runs, {
    datasets: new DataShelf(datasets),
    unableToRedecide: redecider.unable,
    ...(findAgain && { findAgain }),
  });
  const app = makeApp({
    shelf,
    page: readPage(pageFolder),
    token: makeToken(),
    redecide: redecider.redecide,
    onFault,
    ...(pollMs !== undefined && { pollMs }),
  });
  return serveApplication(app, port);
}
