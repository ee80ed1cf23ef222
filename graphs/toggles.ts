/** The experiments that a configuration can switch on: what each expects to gain, and whether it changes a prompt. */
import type { RunConfig } from "./run-config.ts";

/** One experiment. Off by default; off, nothing of a run differs by a byte. */
export interface Toggle {
  readonly key: keyof RunConfig;
  /** What is expected of it, to be measured against a run without it. */
  readonly hypothesis: string;
  /** Whether models are asked other questions: replies recorded without it then do not serve. */
  readonly changesPrompts: boolean;
  /** As a screen says it; null while it is off. */
  readonly spoken: (config: RunConfig) => string | null;
}

/** All of them, in the order in which they are shown. */
export const TOGGLES: readonly Toggle[] = [
  {
    key: "hysteresis",
    hypothesis:
      "A score that differs little from the position held is worth less than turning costs: less turnover, and more earned net of costs.",
    changesPrompts: false,
    spoken: ({ hysteresis }) => (hysteresis === null ? null : `hysteresis ${hysteresis}`),
  },
  {
    key: "calibrated",
    hypothesis:
      "A stated confidence says little; how often the cases have been right so far says more: a lower Brier score, and less held where nothing has been earned.",
    changesPrompts: false,
    spoken: ({ calibrated }) => (calibrated ? "calibrated on matured outcomes" : null),
  },
  {
    key: "contextTokens",
    hypothesis:
      "Most of the news repeats itself: a part of its sentences, chosen by rules, leads to the same decisions for fewer tokens.",
    changesPrompts: true,
    spoken: ({ contextTokens }) =>
      contextTokens === null ? null : `news and cases in ${contextTokens} tokens`,
  },
  {
    key: "groundingGate",
    hypothesis:
      "A rationale that misquotes its evidence decides worse: sent back with what was wrong, a model decides on what it was shown, or the row is better left alone.",
    changesPrompts: true,
    spoken: ({ groundingGate }) => (groundingGate ? "grounding gate" : null),
  },
  {
    key: "quantFirst",
    hypothesis:
      "A model leans towards what it reads first, or last: if the order of the reports moves decisions, that share of them rests on neither report.",
    changesPrompts: true,
    spoken: ({ quantFirst }) => (quantFirst ? "quant first" : null),
  },
  {
    key: "singleCall",
    hypothesis:
      "Two analysts and an arbiter decide better than one call that sees all they see; if they do not, a third of the calls is enough.",
    changesPrompts: true,
    spoken: ({ singleCall }) => (singleCall ? "single call" : null),
  },
];

/** Those that are on, in words. */
export function spokenToggles(config: RunConfig): readonly string[] {
  return TOGGLES.flatMap(({ spoken }) => spoken(config) ?? []);
}

/** Keys of those that are on and change prompts. */
export function promptToggles(config: RunConfig): readonly (keyof RunConfig)[] {
  return TOGGLES.filter(({ changesPrompts, spoken }) => changesPrompts && spoken(config)).map(
    ({ key }) => key,
  );
}
