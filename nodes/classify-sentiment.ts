/** The sentiment classifier: in the sentiment analyst's place, without a language model, learned as the rows go by. */
import { COLUMNS } from "../data/row.ts";
import type { Embedder } from "../retrieval/embedder.ts";
import { noOpinion } from "./analyst-report.ts";
import type { DecisionNodes, Opinion, Remark } from "./channels.ts";
import { type LearnerOptions, NewsLearner } from "./classifier/news-learner.ts";

/** A probability of a rise nearer to one half than this takes no side: it is told in two decimals. */
const NO_SIDE = 0.005;

/**
 * Logistic regression on the embedded news, trained on rows whose outcome is known. Its confidence is the calibrated
 * probability that its stance is right. In warm-up, without news or on one-sided outcomes: no opinion, and why. The
 * reason never says how many rows there are, which would tell the row's number.
 */
export function makeClassifySentiment(ports: {
  readonly embedder: Embedder;
  readonly learning: LearnerOptions;
}): DecisionNodes["analyzeSentiment"] {
  const learner = new NewsLearner(ports.embedder, ports.learning);
  return async (_input, view) => {
    const bar = view.current();
    const lacked = (["summary", "keyFactors"] as const)
      .filter((field) => bar[field] === null)
      .map((field): Remark => lack(COLUMNS[field]));
    const forecast = await learner.forecast(view);
    if ("rises" in forecast) {
      const opinion = opinionOf(forecast.rises);
      return {
        sentiment: { opinion, reason: null, quotes: [], evidence: [] },
        remarks: lacked,
      };
    }
    const { missing } = forecast;
    const remarks = missing === "no news" ? lacked : [...lacked, lack(WHAT[missing])];
    return { sentiment: noOpinion(missing), remarks };
  };
}

const WHAT = {
  "too few matured rows": "matured rows to learn from",
  "one side only": "outcomes of both signs to learn from",
  "too few forecasts to calibrate by": "matured forecasts to calibrate by",
} as const;

function lack(what: string): Remark {
  return { node: "analyzeSentiment", kind: "lacked", what };
}

function opinionOf(rises: number): Opinion {
  const side = rises > 0.5 ? "bullish" : "bearish";
  return {
    stance: Math.abs(rises - 0.5) < NO_SIDE ? "neutral" : side,
    score: 2 * rises - 1,
    confidence: Math.max(rises, 1 - rises),
    cited: [],
  };
}
