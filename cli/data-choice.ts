/** Which dataset a command works on, and how it says so. */
import { existsSync } from "node:fs";
import { SAMPLE_FILE } from "../data/sample-file.ts";

/** A dataset and the words that name it on screen. */
export interface DataChoice {
  readonly file: string;
  readonly spoken: string;
}

/** Looked for in the working directory. */
const OWN_FILE = "data/gold.csv";

/** `--data` if given; else `data/gold.csv` where it is; else the shipped sample. */
export function chooseData(given: string | undefined): DataChoice {
  if (given !== undefined) return { file: given, spoken: given };
  if (existsSync(OWN_FILE)) return { file: OWN_FILE, spoken: OWN_FILE };
  return {
    file: SAMPLE_FILE,
    spoken: "the shipped sample (real figures of 24–25 Feb 2025, texts synthetic)",
  };
}
