/** Fills phrase templates: `{120..900}` draws a number, `{exchange}` a word, `{price}` a given value. */
import type { Random } from "../../random.ts";

/** Languages the news writer knows: English and Spanish. */
export type Language = "en" | "es";

/** What a template may refer to. */
export interface Slots {
  /** Lists to draw a word from, by slot name. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Values fixed by the caller, by slot name; they win over `words`. */
  readonly values: Readonly<Record<string, string>>;
  readonly language: Language;
}

const SLOT = /\{([^{}]+)\}/g;
const RANGE = /^(\d+(?:\.(\d+))?)\.\.(\d+(?:\.\d+)?)$/;

/**
 * The text with every slot filled, draws made from left to right. A range has as many decimals as its lower bound.
 * @throws RangeError for a slot nobody knows
 */
export function fill(template: string, random: Random, slots: Slots): string {
  return template.replace(SLOT, (_whole, slot: string) => {
    const value = slots.values[slot];
    if (value !== undefined) return value;
    const words = slots.words[slot];
    if (words) return random.pick(words);
    const range = RANGE.exec(slot);
    if (!range) throw new RangeError(`template: expected a known slot, was {${slot}}`);
    const [, low = "", fraction = "", high = ""] = range;
    const steps = 10 ** fraction.length;
    const first = Math.round(Number(low) * steps);
    const draw = first + random.below(Math.round(Number(high) * steps) - first + 1);
    return localNumber(draw / steps, fraction.length, slots.language);
  });
}

/** A number with fixed decimals and the decimal mark of the language. No thousands separator. */
export function localNumber(value: number, decimals: number, language: Language): string {
  const text = value.toFixed(decimals);
  return language === "es" ? text.replace(".", ",") : text;
}

/** The clause as a sentence: first letter raised, full stop added. */
export function sentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
