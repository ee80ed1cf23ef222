/** The second node: brings back similar moments of the past whose outcome is known. */
import type { CaseRetriever } from "../retrieval/case-retriever.ts";
import type { VoteRecord } from "../retrieval/vote-record.ts";
import type { DecisionNodes, Remark } from "./channels.ts";
import { fitCases } from "./context/fit-cases.ts";

/** Cases from a retriever; remarks say when there was nothing to retrieve from, and what was left out of a budget. */
export function makeRetrieveCases(ports: {
  readonly retriever: CaseRetriever;
  /** Budget for news and cases, in estimated tokens; null for none. @default null */
  readonly contextTokens?: number | null;
  /** What the votes of cases have been worth, for decisions that are calibrated by it. @default none */
  readonly voteRecord?: VoteRecord | null;
}): DecisionNodes["retrieveCases"] {
  const { retriever, contextTokens = null, voteRecord = null } = ports;
  return async (_input, view) => {
    const found = await retriever.retrieve(view);
    const cases = contextTokens === null ? found : fitCases(found, contextTokens);
    const remarks = [
      ...(found.length > 0 ? [] : [remark("lacked", "matured cases")]),
      ...(cases.length === found.length
        ? []
        : [
            remark(
              "compressed",
              `${found.length - cases.length} of ${found.length} cases left out`,
            ),
          ]),
    ];
    return {
      cases,
      ...(voteRecord && { voteHitRate: await voteRecord(view) }),
      ...(remarks.length > 0 && { remarks }),
    };
  };
}

function remark(kind: Remark["kind"], what: string): Remark {
  return { node: "retrieveCases", kind, what };
}
