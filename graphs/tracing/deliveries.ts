/** Deliveries of several runs that go on beside the work, and end together. */
import { setMaxListeners } from "node:events";
import {
  type Delivery,
  type DeliveryReport,
  type LangSmithTracing,
  MAX_WAITING_CHARS,
} from "./langsmith-tracing.ts";
import { Room } from "./room.ts";

/** A delivery that is added takes what time it needs until `finish`, and then no more than its budget. */
export class Deliveries {
  /** What waits in all of them. */
  readonly room = new Room(MAX_WAITING_CHARS);
  readonly #hurry = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor() {
    // Each delivery under way listens; a large matrix has many, which is no leak.
    setMaxListeners(0, this.#hurry.signal);
  }

  /** Goes on with a delivery whose run has ended; `onEnd` is told once it is over. */
  add(finish: LangSmithTracing["finish"], onEnd: (delivery: Delivery) => void): void {
    const work = finish(this.#hurry.signal)
      .then(onEnd)
      .finally(() => this.#underWay.delete(work));
    this.#underWay.add(work);
  }

  /** Resolves when all that was added is over, in a hurry from now on. */
  async finish(): Promise<void> {
    this.#hurry.abort();
    await Promise.all(this.#underWay);
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
