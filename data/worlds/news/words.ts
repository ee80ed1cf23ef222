/** Invented or generic names that fill the slots of the phrases, by language. */
import type { Language } from "./template.ts";

const EXCHANGES = ["Northlane", "Korvane", "Harbrix", "Tidemere", "Lumenwick"];
const FUNDS = ["Brindle Peak", "Saltmarsh Capital", "Grey Heron Trust", "Farrowgate"];
const DESKS = ["Tessarine Research", "Ledgerfield", "Oakmere Analytics", "Chainwright"];

/** Words to draw from, by slot name. No name here belongs to a real company. */
export const WORDS: Record<Language, Readonly<Record<string, readonly string[]>>> = {
  en: {
    exchange: [...EXCHANGES, "a large Asian exchange", "an offshore exchange"],
    fund: [...FUNDS, "the largest issuer"],
    desk: [...DESKS, "one data provider"],
    ordinal: ["third", "fourth", "fifth", "sixth"],
    season: ["autumn", "the spring", "the summer", "year-end"],
    place: [
      "a Nordic country",
      "a Gulf state",
      "one Andean country",
      "a Baltic state",
      "one US state",
      "a Pacific island nation",
      "southern Europe",
      "East Africa",
    ],
  },
  es: {
    exchange: [...EXCHANGES, "una gran plataforma asiática"],
    fund: [...FUNDS, "el mayor emisor"],
    desk: [...DESKS, "un proveedor de datos"],
    ordinal: ["tercera", "cuarta", "quinta", "sexta"],
    season: ["otoño", "la primavera", "el verano", "fin de año"],
    place: [
      "un país nórdico",
      "un Estado del Golfo",
      "un país andino",
      "un Estado báltico",
      "el sur de Europa",
      "África oriental",
    ],
  },
};
