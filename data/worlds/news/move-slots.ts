/** Turns a past price move into the words of a sentence: direction, percentage, span, price. */
import { localNumber, type Language } from "./template.ts";

/** A price move that had happened by the time the news was written. */
export interface PastMove {
  /** Close at the row, above 0. */
  readonly close: number;
  /** Return over the span up to the row, a fraction. */
  readonly change: number;
  /** Length of the span, milliseconds, above 0. */
  readonly spanMs: number;
}

/** Moves smaller than this many parts of one count as none: 0.15 %. */
const FLAT_BELOW = 0.0015;

const NUMBER_WORDS: Record<Language, readonly string[]> = {
  en: "zero one two three four five six seven eight nine ten eleven twelve".split(" "),
  es: "cero una dos tres cuatro cinco seis siete ocho nueve diez once doce".split(" "),
};

/** Which way the move went; below 0.15 % either way it is flat. */
export function directionOf(change: number): "up" | "down" | "flat" {
  if (Math.abs(change) < FLAT_BELOW) return "flat";
  return change > 0 ? "up" : "down";
}

/** Values of the slots {pct}, {span} and {price}: unsigned percent to one decimal, price to the hundred. */
export function moveSlots(move: PastMove, language: Language): Record<string, string> {
  const hundreds = Math.max(100, Math.round(move.close / 100) * 100);
  const mark = language === "es" ? "." : ",";
  const price = String(hundreds).replace(/\B(?=(\d{3})+$)/g, mark);
  const percent = localNumber(Math.abs(move.change) * 100, 1, language);
  return language === "es"
    ? { pct: `${percent} %`, span: spanEs(move.spanMs), price }
    : { pct: `${percent}%`, span: spanEn(move.spanMs), price: `$${price}` };
}

function spanEn(spanMs: number): string {
  const minutes = Math.round(spanMs / 60_000);
  const hours = Math.round(minutes / 60);
  if (minutes < 55) return `the past ${minutes} minutes`;
  if (hours === 1) return "the past hour";
  return hours > 22 ? daysEn(hours) : `the past ${NUMBER_WORDS.en[hours] ?? hours} hours`;
}

function daysEn(hours: number): string {
  const days = Math.round(hours / 24);
  return days === 1 ? "the past day" : `the past ${NUMBER_WORDS.en[days] ?? days} days`;
}

function spanEs(spanMs: number): string {
  const minutes = Math.round(spanMs / 60_000);
  const hours = Math.round(minutes / 60);
  if (minutes < 55) return `en los últimos ${minutes} minutos`;
  if (hours === 1) return "en la última hora";
  if (hours <= 22) return `en las últimas ${NUMBER_WORDS.es[hours] ?? hours} horas`;
  const days = Math.round(hours / 24);
  return days === 1 ? "en el último día" : `en los últimos ${NUMBER_WORDS.es[days] ?? days} días`;
}
