/** Work that may ask models outside of a run: with a progress bar, and with the books of what was asked. */
import { StoppedError } from "../data/errors.ts";
import {
  type CallLine,
  type Ledger,
  type NodePrices,
  totalLedger,
} from "../nodes/models/cost/ledger.ts";
import type { ReplyMode } from "../nodes/models/replies/remembered-model.ts";
import { startProgress } from "./progress.ts";
import { totalLine } from "./screens/model-lines.ts";

/** Whom the work tells of its calls and of how far it is. */
interface Telling {
  readonly onCall: (line: CallLine) => void;
  readonly onProgress: (done: number, total: number) => void;
}

interface BookedWork<T> {
  /** Name and unit of the progress bar, such as "attacking" and "attempts". */
  readonly name: string;
  readonly unit: string;
  readonly prices: NodePrices;
  readonly replies: ReplyMode;
  readonly work: (telling: Telling) => Promise<T>;
}

/** What the work came to, and its books. @throws StoppedError with what was paid and how to go on */
export async function doBooked<T>({
  name,
  unit,
  prices,
  replies,
  work,
}: BookedWork<T>): Promise<{ readonly report: T; readonly ledger: Ledger }> {
  const lines: CallLine[] = [];
  const progress = startProgress(name, unit);
  try {
    const report = await work({
      onCall: (line) => lines.push(line),
      onProgress: (done, total) => progress.update(done, total),
    });
    return { report, ledger: totalLedger(lines, prices) };
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error;
    const how = replies === "refresh" ? "without --replies refresh " : "";
    const hint = `The replies are stored; the same command ${how}goes on from them`;
    const came = totalLine(totalLedger(lines, prices).total);
    throw new StoppedError(`${error.message}. ${hint} (${came})`, { cause: error });
  } finally {
    progress.stop();
  }
}
