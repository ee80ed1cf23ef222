/** Holds the run that a server says it serves against the run that is meant. */
import { UsageError } from "../../data/errors.ts";
import { canonicalJson } from "../../data/hash.ts";
import type { Pipeline } from "../pipeline.ts";

/** @throws UsageError naming both runs and what differs, or that the server names none */
export function refuseOtherRun({
  url,
  served,
  run,
  identity,
}: Pick<Pipeline, "run" | "identity"> & {
  readonly url: string;
  readonly served: Pick<Pipeline, "run" | "identity"> | null;
}): void {
  if (served?.run === run) return;
  if (served === null) throw new UsageError(`${url} serves a graph that is none of Hindcast's`);
  const differing = Object.keys({ ...identity, ...served.identity })
    .filter((part) => textOf(identity[part]) !== textOf(served.identity[part]))
    .toSorted();
  throw new UsageError(
    `${url} serves run ${served.run}, but this command makes run ${run}: ` +
      `${differing.join(", ")} differ. Start it from this version of Hindcast, with this command's switches in HINDCAST_RUN`,
  );
}

function textOf(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
