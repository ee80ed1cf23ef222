/** Where the shipped sample is, and what is recorded about it. */
import { shippedFile } from "./package-root.ts";

/** The dataset that is used when there is none of one's own. */
export const SAMPLE_FILE = shippedFile("data", "sample", "sample.csv");

/** A language model's replies to the sample's prompts, one a line, and what they are of. */
export const SAMPLE_REPLIES = {
  file: shippedFile("data", "sample", "replies.jsonl"),
  /** To the probe of memory: its questions, and the prompts of its unmasked decisions. */
  recall: shippedFile("data", "sample", "recall-replies.jsonl"),
  /** To the probe of behaviour: the prompts of its changed inputs. Not there until they are recorded. */
  behaviour: shippedFile("data", "sample", "behaviour-replies.jsonl"),
  /** To prompts that a switch changes; the metadata names the switches. Not there until they are recorded. */
  variants: shippedFile("data", "sample", "variant-replies.jsonl"),
  metadata: shippedFile("data", "sample", "replies.metadata.json"),
} as const;
