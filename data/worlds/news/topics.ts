/** Every topic of the news writer. */
import type { Topic } from "./topic.ts";
import { INDUSTRY_TOPICS } from "./topics-industry.ts";
import { MARKET_TOPICS } from "./topics-markets.ts";
import { POLICY_TOPICS } from "./topics-policy.ts";

/** All topics, each with a unique id. */
export const TOPICS: readonly Topic[] = [...MARKET_TOPICS, ...INDUSTRY_TOPICS, ...POLICY_TOPICS];
