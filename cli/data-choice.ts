/** Which dataset a command works on, and how it says so. */
import { existsSync } from "node:fs";
import { shippedFile } from "../data/package-root.ts";
import { SAMPLE_FILE } from "../data/sample-file.ts";

/** A dataset and the words that name it on screen. */
export interface DataChoice {
  readonly file: string;
  readonly spoken: string;
}

/** `--data` if given; else `data/gold.csv` where it is; else the shipped sample. */
export function chooseData(given: string | undefined): DataChoice {
  if (given !== undefined) return { file: given, spoken: given };
  const own = ["data/gold.csv", shippedFile("data", "gold.csv")].find((file) => existsSync(file));
  if (own !== undefined) return { file: own, spoken: "data/gold.csv" };
  return {
    file: SAMPLE_FILE,
    spoken: "the shipped sample (real figures of 24–25 Feb 2025, texts synthetic)",
  };
}
