/** Loads the prompt files, which users may edit, and names them by content. */
import { readFileSync } from "node:fs";
import { hashOf } from "../data/hash.ts";
import { shippedFile } from "../data/package-root.ts";

/** System prompts of the three model nodes, and of the single call that may stand in for them. */
export interface Prompts {
  readonly analyzeSentiment: string;
  readonly analyzeQuant: string;
  readonly arbitrate: string;
  /** @default the file in `nodes/prompts/` */
  readonly singleCall?: string;
}

/** The prompts as they stand in `nodes/prompts/`. */
export function loadPrompts(): Prompts {
  return {
    analyzeSentiment: readPrompt("analyze-sentiment"),
    analyzeQuant: readPrompt("analyze-quant"),
    arbitrate: readPrompt("arbitrate"),
    singleCall: singleCallPrompt(),
  };
}

/** The single call's prompt as it stands in `nodes/prompts/`. */
export function singleCallPrompt(): string {
  return readPrompt("single-call");
}

/** Hash of the texts of the prompts that a run shows; part of its name. */
export function hashPrompts(
  { singleCall = singleCallPrompt(), ...prompts }: Prompts,
  isSingleCall = false,
): string {
  return hashOf(isSingleCall ? { singleCall } : prompts);
}

function readPrompt(name: string): string {
  return readFileSync(shippedFile("nodes", "prompts", `${name}.md`), "utf8").trim();
}
