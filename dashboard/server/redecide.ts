/** What the server does when a node's output is to be replaced. */
import type { Redecided } from "../wire/api.ts";
import { ApiError } from "./api-fault.ts";
import type { ShownRun } from "./runs/shown-run.ts";

/**
 * Decides a row again from a replaced node on.
 * @param body `RedecideRequest` as JSON
 * @throws ApiError, HindcastError when it cannot be done
 */
export type Redecide = (run: ShownRun, row: number, body: string) => Promise<Redecided>;

/** Whoever decides rows again. */
export interface Redecider {
  readonly redecide: Redecide;
  /** Why a run's rows cannot be decided again; null where they can. */
  readonly unable: (run: ShownRun) => string | null;
}

/** Decides nothing. */
export const noRedecider: Redecider = {
  unable: () => "this dashboard was started without models",
  redecide: async () => {
    throw new ApiError(409, "this dashboard was started without models");
  },
};
