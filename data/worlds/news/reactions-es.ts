/** Spanish sentences about how people take the news, by mood, and about the price move itself. */
import type { MoodName, Tone } from "../mood.ts";
import type { MovePhrases } from "./reactions-en.ts";

/** How the market takes the news. Clauses without a full stop. */
export const REACTIONS_ES: Record<MoodName, readonly string[]> = {
  PANIC: [
    "el miedo se alimenta de sí mismo y muchos venden a cualquier precio",
    "los operadores describen una estampida hacia la salida",
    "{desk} habla de las ventas más desordenadas en {5..20} meses",
    "nadie se atreve a decir dónde está el suelo",
  ],
  FEAR: [
    "los operadores reducen riesgo y esperan terreno más firme",
    "la cautela domina las mesas y los rebotes se venden",
    "hay compradores, pero piden precios más bajos",
  ],
  CONFUSION: [
    "los analistas leen las mismas cifras de maneras opuestas",
    "{desk} ve las mismas probabilidades en ambos sentidos y pide paciencia",
    "el mercado espera una señal más clara",
    "pocos se deciden a mover sus carteras",
  ],
  OPTIMISM: [
    "las mesas observan compras tranquilas y constantes",
    "la confianza vuelve poco a poco, sin euforia",
    "{desk} mejora sus previsiones y espera que la demanda continúe",
  ],
  FOMO: [
    "los compradores persiguen cada pequeño retroceso",
    "nadie quiere ser el último en entrar",
    "los foros se llenan de historias de ganancias rápidas",
  ],
};

/** What a public sentiment gauge shows, by the third of its scale. Slot: {index}. */
export const GAUGES_ES: Record<"low" | "middle" | "high", readonly string[]> = {
  low: ["un conocido índice de ánimo marca {index} sobre 100, en zona de temor"],
  middle: ["un conocido índice de ánimo marca {index} sobre 100, cerca del punto medio"],
  high: ["un conocido índice de ánimo marca {index} sobre 100, en zona de codicia"],
};

/** The price move, worded to fit the tone of the news. Slot {span} is "en la última hora" and the like. */
export const MOVES_ES: Record<Tone, MovePhrases> = {
  down: {
    down: [
      "el bitcoin perdió un {pct} {span} y ronda los {price} dólares",
      "una caída del {pct} {span} llevó el precio a unos {price} dólares",
    ],
    flat: ["el bitcoin apenas se movió {span}, pero la calma en {price} dólares parece frágil"],
    up: ["el rebote del {pct} {span}, hasta {price} dólares, no convence a nadie"],
  },
  mixed: {
    down: ["el bitcoin cedió un {pct} {span}, hasta unos {price} dólares"],
    flat: ["el precio apenas se movió {span} y sigue cerca de {price} dólares"],
    up: ["el bitcoin sumó un {pct} {span}, hasta unos {price} dólares"],
  },
  up: {
    down: ["la caída del {pct} {span}, hasta {price} dólares, encontró compradores"],
    flat: ["el bitcoin se mantuvo firme {span}, cerca de {price} dólares"],
    up: ["el bitcoin ganó un {pct} {span} y cotiza cerca de {price} dólares"],
  },
};
