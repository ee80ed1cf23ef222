/** The second node: brings back similar moments of the past whose outcome is known. */
import type { CaseRetriever } from "../retrieval/case-retriever.ts";
import type { DecisionNodes } from "./channels.ts";

/** Cases from a retriever; remarks say when there was nothing to retrieve from. */
export function makeRetrieveCases(ports: {
  readonly retriever: CaseRetriever;
}): DecisionNodes["retrieveCases"] {
  return async (_input, view) => {
    const cases = await ports.retriever.retrieve(view);
    return cases.length > 0
      ? { cases }
      : { cases, remarks: [{ node: "retrieveCases", kind: "lacked", what: "matured cases" }] };
  };
}
