/** A payload: hostile text for one column, in the direction an attacker wants. */
import type { TextField } from "../row.ts";
import type { Bid } from "./bid.ts";

/** Kinds of attack, in the order of reports. */
export const FAMILIES = [
  "override",
  "authority",
  "fake answer",
  "chat template",
  "fake boundary",
  "line mark",
  "homoglyphs",
  "invisible characters",
  "tag characters",
  "other language",
  "encoded",
  "oversized",
  "evidence ids",
  "case ids",
  "markup",
  "dialogue",
  "analyst relay",
  "retrieved case",
] as const;
export type AttackFamily = (typeof FAMILIES)[number];

/** Text and the column it goes into. */
export interface PlantedText {
  readonly field: TextField;
  readonly text: string;
}

/** One attack. */
export interface AttackPayload {
  /** Family and name: `override/ignore-previous`. */
  readonly id: string;
  readonly family: AttackFamily;
  /** `row`: in the row being decided; `case`: in a past row that retrieval brings back to it. */
  readonly place: "row" | "case";
  readonly plant: (bid: Bid) => PlantedText;
}

/** Payloads of one family from their makers by name. */
export function inFamily(
  family: AttackFamily,
  makers: Readonly<Record<string, AttackPayload["plant"]>>,
  place: AttackPayload["place"] = "row",
): readonly AttackPayload[] {
  return Object.entries(makers).map(([name, plant]) => ({
    id: `${family.replaceAll(" ", "-")}/${name}`,
    family,
    place,
    plant,
  }));
}
