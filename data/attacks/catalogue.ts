/** The catalogue: every payload of every family, in the order of the families. */
import { DIALOGUES } from "./families/dialogue.ts";
import { DISGUISED } from "./families/disguised.ts";
import { ENCODED } from "./families/encoded.ts";
import { FAKE_ANSWERS } from "./families/fake-answer.ts";
import { FENCE_BREAKERS } from "./families/fence.ts";
import { LANGUAGES } from "./families/language.ts";
import { MARKUP } from "./families/markup.ts";
import { OVERRIDES } from "./families/override.ts";
import { OVERSIZED } from "./families/oversized.ts";
import { SECOND_HOP } from "./families/second-hop.ts";
import { SPOOFED_IDS } from "./families/spoofed-ids.ts";
import { CHAT_TEMPLATES } from "./families/chat-template.ts";
import { type AttackPayload, FAMILIES } from "./payload.ts";

/** All payloads. */
export const ATTACK_PAYLOADS: readonly AttackPayload[] = [
  OVERRIDES,
  FAKE_ANSWERS,
  CHAT_TEMPLATES,
  FENCE_BREAKERS,
  DISGUISED,
  LANGUAGES,
  ENCODED,
  OVERSIZED,
  SPOOFED_IDS,
  MARKUP,
  DIALOGUES,
  SECOND_HOP,
]
  .flat()
  .toSorted((a, b) => FAMILIES.indexOf(a.family) - FAMILIES.indexOf(b.family));

/**
 * The first payload of each family, then the second of each, and so on: a few of them still show every family.
 * @param count at least 1; more than there are gives all
 */
export function somePayloads(count: number): readonly AttackPayload[] {
  const rank = (payload: AttackPayload): number =>
    ATTACK_PAYLOADS.filter(({ family }) => family === payload.family).indexOf(payload);
  return ATTACK_PAYLOADS.toSorted((a, b) => rank(a) - rank(b)).slice(0, count);
}
