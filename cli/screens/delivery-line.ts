/** One line on what reached LangSmith. */
import type { DeliveryReport } from "../../graphs/tracing/langsmith-tracing.ts";

/** Of what was decided now; what was lost comes first. */
export function deliveryLine(report: DeliveryReport): string {
  const unkept =
    report.unkept === null ? "" : `; langsmith.json could not be written (${report.unkept})`;
  return `${arrived(report)}${unkept}`;
}

function arrived({
  project,
  url,
  rows,
  lostRows,
  feedback,
  lostFeedback,
  reason,
}: DeliveryReport): string {
  const to = `project ${project}${url === null ? "" : ` (${url})`}`;
  const why = reason === null ? "" : ` (${reason})`;
  if (lostRows > 0) {
    return `LangSmith: ${lostRows} of ${amountOf(lostRows + rows, "row")} not delivered to project ${project}${why}`;
  }
  if (lostFeedback > 0) {
    const all = lostFeedback + feedback;
    return `LangSmith: ${amountOf(rows, "row")} sent to ${to}; ${lostFeedback} of ${amountOf(all, "feedback")} not delivered${why}`;
  }
  return `LangSmith: ${amountOf(rows, "row")} sent to ${to}, ${amountOf(feedback, "feedback")}`;
}

function amountOf(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
