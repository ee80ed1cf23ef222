/** The channels of the decision graph: what a run of one row starts from and gathers. */
import { ReducedValue, StateSchema } from "@langchain/langgraph";
import { z } from "zod";
import { featureSetSchema } from "../data/features/feature-set.ts";
import { decisionSchema, retrievedCaseSchema } from "../data/vocabulary.ts";
import {
  analystReportSchema,
  modelCallSchema,
  remarkSchema,
  voteHitRateSchema,
} from "../nodes/channels.ts";

const remarksSchema = z.array(remarkSchema);
const callsSchema = z.array(modelCallSchema);

/** One run decides one row. Every channel but the last two is written once, by the node named beside it. */
export const DecisionState = new StateSchema({
  /** The row to decide; the only input. */
  row: z.int().min(0),
  /** extractFeatures */
  features: featureSetSchema,
  /** retrieveCases */
  cases: z.array(retrievedCaseSchema).readonly(),
  /** retrieveCases, where decisions are calibrated; else not there */
  voteHitRate: voteHitRateSchema.optional(),
  /** analyzeSentiment */
  sentiment: analystReportSchema,
  /** analyzeQuant */
  quant: analystReportSchema,
  /** arbitrate */
  decision: decisionSchema,
  /** Any node; reducer: appended in order of node name within a superstep; default none. */
  remarks: new ReducedValue(
    remarksSchema.default(() => []),
    { inputSchema: remarksSchema, reducer: (held, added) => [...held, ...added] },
  ),
  /** Model nodes; reducer and default as for remarks. */
  calls: new ReducedValue(
    callsSchema.default(() => []),
    { inputSchema: callsSchema, reducer: (held, added) => [...held, ...added] },
  ),
});

export type DecisionStateValues = typeof DecisionState.State;
