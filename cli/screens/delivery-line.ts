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
    return `LangSmith: ${lostRows} of ${lostRows + rows} rows not delivered to project ${project}${why}`;
  }
  if (lostFeedback > 0) {
    const all = lostFeedback + feedback;
    return `LangSmith: ${rows} rows sent to ${to}; ${lostFeedback} of ${all} feedbacks not delivered${why}`;
  }
  return `LangSmith: ${rows} rows sent to ${to}, ${feedback} feedbacks`;
}
