/** Makes a synthetic world by its name. */
import type { MarketRow } from "../row.ts";
import { edgeWorld } from "./edge-world.ts";
import { nullWorld } from "./null-world.ts";
import type { WorldOptions } from "./regime-rows.ts";

/** Which world, and how large. `strength` belongs to the edge world only. */
export type WorldSpec =
  | (WorldOptions & { readonly kind: "null" })
  | (WorldOptions & {
      readonly kind: "edge";
      /** 0 to 1. @default 0.2 */
      readonly strength?: number;
    });

/** Strength of an edge world that states none: its reader is right 60 % of the time. */
const DEFAULT_STRENGTH = 0.2;

/**
 * The rows of a world, made as they are asked for.
 * @throws RangeError for an option out of range
 */
export function makeWorld(spec: WorldSpec): Generator<MarketRow> {
  return spec.kind === "null"
    ? nullWorld(spec)
    : edgeWorld({ ...spec, strength: spec.strength ?? DEFAULT_STRENGTH });
}
