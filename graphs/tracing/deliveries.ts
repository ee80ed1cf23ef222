/** Deliveries of several runs that go on beside the work, and end together. */
import type { Delivery, DeliveryReport, LangSmithTracing } from "./langsmith-tracing.ts";
import { Room } from "./room.ts";

/** Most characters of traces that wait in all of them; less than of a single run, since each worker has as many. */
const MAX_WAITING_CHARS = 16_000_000;

/** Deliveries that may take their time at once: each holds on to its run. */
const MOST_UNHURRIED = 4;

/**
 * A delivery that is added takes what time it needs until `finish`, or until so many others have been added that a
 * server is too slow for all of them; then it takes no more than its budget.
 */
export class Deliveries {
  /** Where rows wait in all of them. */
  readonly room = new Room(MAX_WAITING_CHARS);
  /** Hurries each that takes its time, the oldest first. */
  readonly #unhurried = new Set<AbortController>();
  readonly #underWay = new Set<Promise<void>>();

  /** Goes on with a delivery whose run has ended; `onEnd` is told once it is over. */
  add(finish: LangSmithTracing["finish"], onEnd: (delivery: Delivery) => void): void {
    const hurry = new AbortController();
    this.#unhurried.add(hurry);
    const work = finish(hurry.signal)
      .then(onEnd)
      .finally(() => {
        this.#unhurried.delete(hurry);
        this.#underWay.delete(work);
      });
    this.#underWay.add(work);
    this.#hurryAllBut(MOST_UNHURRIED);
  }

  /** Resolves when all that was added is over, in a hurry from now on. */
  async finish(): Promise<void> {
    this.#hurryAllBut(0);
    await Promise.all(this.#underWay);
  }

  #hurryAllBut(newest: number): void {
    const late = Math.max(0, this.#unhurried.size - newest);
    for (const hurry of [...this.#unhurried].slice(0, late)) {
      this.#unhurried.delete(hurry);
      hurry.abort();
    }
  }
}

/** What several deliveries came to, in one report. @param reports of one project, at least one */
export function sumDeliveries(reports: readonly DeliveryReport[]): DeliveryReport {
  const [first] = reports;
  if (!first) throw new RangeError("expected a report at least, was none");
  const sum = (count: (report: DeliveryReport) => number): number =>
    reports.reduce((all, report) => all + count(report), 0);
  return {
    project: first.project,
    url: reports.find(({ url }) => url !== null)?.url ?? null,
    rows: sum(({ rows }) => rows),
    lostRows: sum(({ lostRows }) => lostRows),
    feedback: sum(({ feedback }) => feedback),
    lostFeedback: sum(({ lostFeedback }) => lostFeedback),
    reason: reports.find(({ reason }) => reason !== null)?.reason ?? null,
    unkept: reports.find(({ unkept }) => unkept !== null)?.unkept ?? null,
  };
}
