/** The page of an evaluation: one file that needs nothing else. */
import type { Curves } from "../../backtest/evaluation/curves.ts";
import type { Evaluation } from "../../graphs/evaluation/evaluation.ts";
import { page } from "./page.ts";
import { behaviourSection } from "./sections/behaviour.ts";
import { calibrationSection } from "./sections/calibration.ts";
import { evidenceSection } from "./sections/evidence.ts";
import { headlineSection } from "./sections/headline.ts";
import { methodSection } from "./sections/method.ts";
import { reasoningSection } from "./sections/reasoning.ts";
import { returnsSection } from "./sections/returns.ts";
import { signalSection } from "./sections/signal.ts";
import { worstSection } from "./sections/worst.ts";
import { momentText, whole } from "./words.ts";

/** All that the page shows. */
export interface ReportParts {
  readonly evaluation: Evaluation;
  readonly curves: Curves;
}

/**
 * A whole HTML document with inline pictures and style, without scripts and requests. Every text of the run is
 * escaped, and what is hidden in it shown. The same parts give the same bytes.
 */
export function reportHtml({ evaluation, curves }: ReportParts): string {
  const { performance, run } = evaluation;
  return page({
    title: `Evaluation of run ${run}`,
    kicker: "Hindcast evaluation",
    heading: "What the run is worth",
    byline: byline(evaluation),
    sections: [
      { id: "findings", title: "Findings", body: headlineSection(evaluation) },
      { id: "returns", title: "Returns", body: returnsSection(performance, curves) },
      { id: "evidence", title: "Evidence", body: evidenceSection(evaluation) },
      { id: "signal", title: "Direction", body: signalSection(performance) },
      { id: "calibration", title: "Calibration", body: calibrationSection(performance) },
      { id: "reasoning", title: "Reasoning", body: reasoningSection(evaluation) },
      { id: "behaviour", title: "Behaviour", body: behaviourSection(evaluation) },
      { id: "worst", title: "Worst decisions", body: worstSection(evaluation) },
      { id: "method", title: "Method", body: methodSection(evaluation, curves) },
    ],
    footer: `Run ${run}. The figures of this page are in evaluation.json.`,
  });
}

function byline(evaluation: Evaluation): string {
  const { run, from, to, performance, models, simulatedNodes, ownNodes } = evaluation;
  const own = ownNodes.length === 0 ? [] : [`own nodes (${ownNodes.join(", ")})`];
  const asked = new Set(Object.values(models).filter((model) => model !== null));
  const writers = [...asked, ...own];
  const rules = simulatedNodes.length === 0 ? "" : ", with rules in the place of language models";
  return `Run ${run}: ${whole(performance.rows)} rows from ${momentText(Date.parse(from))} to ${momentText(Date.parse(to))} UTC, decided by ${writers.join(", ") || "rules alone"}${rules}.`;
}
