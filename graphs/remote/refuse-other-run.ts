/** Holds what a server says that it serves against the run whose rows it is asked to decide. */
import { UsageError } from "../../data/errors.ts";
import type { Pipeline } from "../pipeline.ts";
import { differingParts, servedName } from "./served-name.ts";

/** @throws UsageError naming what differs, or that the server names nothing */
export function refuseOtherRun({
  url,
  served,
  identity,
}: Pick<Pipeline, "identity"> & {
  readonly url: string;
  readonly served: Pick<Pipeline, "identity"> | null;
}): void {
  if (served === null) throw new UsageError(`${url} serves a graph that is none of Hindcast's`);
  if (servedName(served.identity) === servedName(identity)) return;
  const differing = differingParts(identity, served.identity);
  throw new UsageError(
    `${url} decides rows otherwise than this command: ${differing.join(", ")} ${differing.length === 1 ? "differs" : "differ"}. ` +
      "Start it from this version of Hindcast, with this command's switches in HINDCAST_RUN",
  );
}
