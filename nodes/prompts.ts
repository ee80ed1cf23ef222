/** Loads the prompt files, which users may edit, and names them by content. */
import { readFileSync } from "node:fs";
import { hashOf } from "../data/hash.ts";
import { shippedFile } from "../data/package-root.ts";

/** System prompts of the three model nodes. */
export interface Prompts {
  readonly analyzeSentiment: string;
  readonly analyzeQuant: string;
  readonly arbitrate: string;
}

/** The prompts as they stand in `nodes/prompts/`. */
export function loadPrompts(): Prompts {
  return {
    analyzeSentiment: readPrompt("analyze-sentiment"),
    analyzeQuant: readPrompt("analyze-quant"),
    arbitrate: readPrompt("arbitrate"),
  };
}

/** Hash of the prompts' texts; part of a run's name. */
export function hashPrompts(prompts: Prompts): string {
  return hashOf(prompts);
}

function readPrompt(name: string): string {
  return readFileSync(shippedFile("nodes", "prompts", `${name}.md`), "utf8").trim();
}
