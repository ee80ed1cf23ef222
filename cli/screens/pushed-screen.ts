/** What `hindcast push-dataset` says when it is done. */
import type { PushedDataset } from "../../graphs/tracing/push-dataset.ts";

export function pushedScreen(pushed: PushedDataset): string {
  const { dataset, experiment, rows, feedback, url, already } = pushed;
  return [
    `dataset     ${dataset}, ${rows} examples`,
    `experiment  ${experiment}, ${rows} runs, ${feedback} feedbacks`,
    ...(url === null ? [] : [`look at     ${url}`]),
    ...(already ? ["It was there already; nothing was sent."] : []),
    "",
  ].join("\n");
}
