/** Where the shipped sample is. */
import { shippedFile } from "./package-root.ts";

/** 276 ten-minute bars with real figures and synthetic texts; see `sample.metadata.json` beside it. */
export const SAMPLE_FILE = shippedFile("data", "sample", "sample.csv");
