/** One run as the page asks for it: finished or under way, each answer kept until its files change. */
import { join } from "node:path";
import { setImmediate as immediate } from "node:timers/promises";
import { InputError } from "../../../data/errors.ts";
import { sha256 } from "../../../data/hash.ts";
import type { MarketData } from "../../../data/load-rows.ts";
import { forEachNode } from "../../../nodes/models/node-models.ts";
import { tracedRunsIn } from "../../../graphs/reasoning/read-trace.ts";
import { type RowRecord, rowRecordSchema } from "../../../graphs/row-record.ts";
import { visibleText } from "../../report/visible-text.ts";
import type { RowDetail, RunHead, RunTotals } from "../../wire/api.ts";
import { ApiError } from "../api-fault.ts";
import { type Bar, type DataShelf, barOf } from "./data-shelf.ts";
import { doTask } from "./do-task.ts";
import { Kept, bytesOf, signatureOf } from "./kept.ts";
import { readLangsmithLink } from "./langsmith-link.ts";
import { LiveRows } from "./live-rows.ts";
import { type RowParts, rowDetail } from "./row-detail.ts";
import { RowFile, type ScanFile } from "./row-file.ts";
import { readTotals } from "./run-totals.ts";
import { type RunStamp, readStamp } from "./run-stamp.ts";
import { spokenSettings } from "../../../graphs/spoken-settings.ts";
import type { RunBars } from "./tasks.ts";

/** What a run is shown with. */
export interface ShownRunParts {
  readonly id: string;
  readonly directory: string;
  readonly datasets: DataShelf;
  /** What the run of a directory is called. */
  readonly nameOf: (directory: string) => string;
  /** Why a node's output cannot be replaced; null where it can. */
  readonly unableToRedecide: (run: ShownRun) => string | null;
}

const SERIES_FILES = ["manifest.json", "positions.csv", "records.jsonl", "decisions.csv"];
const MARK_FILES = ["findings.jsonl", "records.jsonl", "trace.jsonl"];

const UNDER_WAY = { series: "", marks: "" } as const;

const scanAside: ScanFile = (file, from, bytes) => doTask("rows", { file, from }, bytes);

/** A run directory; it is only read. */
export class ShownRun {
  readonly id: string;
  readonly directory: string;
  readonly #parts: ShownRunParts;
  readonly #records: RowFile;
  readonly #trace: RowFile;
  readonly #series = new Kept<{ readonly json: Uint8Array<ArrayBuffer>; readonly bars: RunBars }>();
  readonly #marks = new Kept<string>();
  #stamp: { readonly key: string; readonly stamp: RunStamp } | null = null;
  #totals: { readonly key: string; readonly totals: RunTotals | null } | null = null;
  #live: LiveRows | null = null;

  constructor(parts: ShownRunParts) {
    this.id = parts.id;
    this.directory = parts.directory;
    this.#parts = parts;
    this.#records = new RowFile(join(parts.directory, "records.jsonl"), scanAside);
    this.#trace = new RowFile(join(parts.directory, "trace.jsonl"), scanAside);
  }

  /** What it is called among the runs on show, with nothing hidden in it. */
  get name(): string {
    return visibleText(this.#parts.nameOf(this.directory));
  }

  /** Its manifest as it is now. @throws InputError when it is broken */
  get stamp(): RunStamp {
    const key = signatureOf(this.directory, ["manifest.json"]);
    if (this.#stamp?.key !== key) this.#stamp = { key, stamp: readStamp(this.directory) };
    return this.#stamp.stamp;
  }

  /** The dataset that it was decided on; null where it is not at hand. */
  get data(): MarketData | null {
    return this.#parts.datasets.of(this.stamp.data.sha256);
  }

  /** @throws InputError when its files are broken */
  head(): RunHead {
    const { stamp } = this;
    const { config } = stamp.identity;
    const live = stamp.state === "under way" ? this.live() : null;
    live?.poll();
    const statuses = live?.statuses() ??
      stamp.statuses ?? { decided: 0, rule: 0, abstained: 0, failed: 0 };
    const reason = this.#parts.unableToRedecide(this);
    return {
      id: this.id,
      name: this.name,
      run: visibleText(stamp.run),
      state: stamp.state,
      dataFile: shown(stamp.data.file),
      models: forEachNode((node) => shown(stamp.models[node]?.id)),
      simulatedNodes: stamp.simulatedNodes,
      toggles: spokenSettings(config).map(visibleText),
      horizonBars: config.horizonBars,
      costPerSide: config.commission + config.slippage,
      seed: config.seed,
      rows: Object.values(statuses).reduce((sum, count) => sum + count, 0),
      statuses,
      totals: live ? null : this.#figures(stamp),
      redecide: { able: reason === null, reason },
      fault: null,
      versions: live ? UNDER_WAY : this.#versions(),
    };
  }

  /** A head for a run that has none, since its files are broken. @param fault one line */
  brokenHead(fault: string): RunHead {
    return {
      id: this.id,
      name: this.name,
      run: "",
      state: "finished",
      dataFile: null,
      models: forEachNode(() => null),
      simulatedNodes: [],
      toggles: [],
      horizonBars: 0,
      costPerSide: 0,
      seed: 0,
      rows: 0,
      statuses: { decided: 0, rule: 0, abstained: 0, failed: 0 },
      totals: null,
      redecide: { able: false, reason: fault },
      fault,
      versions: this.#versions(),
    };
  }

  /** `RunSeries` as JSON in UTF-8. @throws InputError, UsageError when its files are broken or too old */
  async series(): Promise<Uint8Array<ArrayBuffer>> {
    if (this.stamp.state === "finished") {
      this.#live = null;
      return (await this.#finished()).json;
    }
    const live = this.live();
    for (live.poll(); live.isBehind; live.poll()) await immediate();
    if (live.fault !== null) throw new ApiError(422, `${this.name}: ${live.fault}`);
    return new TextEncoder().encode(JSON.stringify(live.columns(0)));
  }

  /** `RunMarks` as JSON. @throws InputError when its files are broken */
  async marks(): Promise<string> {
    const key = signatureOf(this.directory, MARK_FILES);
    return this.#marks.get(key, async () => {
      const { directory } = this;
      const marks = await doTask("marks", { directory }, bytesOf(directory, MARK_FILES));
      return JSON.stringify(marks);
    });
  }

  /** @throws ApiError 404 for a row that the run has not decided; InputError when its files are broken */
  async row(row: number): Promise<RowDetail> {
    const bar = await this.#bars();
    const { record, nodes } = await this.written(row);
    if (bar(row) === null) throw this.#noRow(row);
    return rowDetail({
      record,
      nodes,
      bar,
      data: this.data,
      horizonBars: this.stamp.identity.config.horizonBars,
      langsmith: readLangsmithLink(this.directory),
    });
  }

  /** What the run wrote of a row. @throws ApiError, InputError as `row` */
  async written(
    row: number,
  ): Promise<{ readonly record: RowRecord; readonly nodes: RowParts["nodes"] }> {
    const line = (await this.#records.linesOf(row)).at(-1);
    if (line === undefined) throw this.#noRow(row);
    const lines = await this.#trace.linesOf(row);
    try {
      return {
        record: rowRecordSchema.parse(JSON.parse(line)),
        nodes: tracedRunsIn(lines),
      };
    } catch (cause) {
      const place = { file: this.directory, row };
      throw new InputError(place, "lines that a run writes", "something else", { cause });
    }
  }

  /** Its rows as they come, while it is under way. */
  live(): LiveRows {
    const { config } = this.stamp.identity;
    const hysteresis = config["hysteresis"];
    this.#live ??= new LiveRows({
      directory: this.directory,
      data: this.data,
      firstRow: firstRowOf(config["rows"]),
      horizonBars: config.horizonBars,
      hysteresis: typeof hysteresis === "number" ? hysteresis : null,
    });
    return this.#live;
  }

  async #bars(): Promise<(row: number) => Bar | null> {
    const { data } = this;
    if (this.stamp.state === "under way") {
      const live = this.live();
      live.poll();
      return (row) => live.bar(row);
    }
    const { bars } = await this.#finished();
    return (row) => {
      const given = data?.rows[row];
      return given ? barOf(given) : ownBar(bars, row);
    };
  }

  #versions(): RunHead["versions"] {
    return {
      series: sha256(signatureOf(this.directory, SERIES_FILES)).slice(0, 16),
      marks: sha256(signatureOf(this.directory, MARK_FILES)).slice(0, 16),
    };
  }

  #noRow(row: number): ApiError {
    return new ApiError(404, `row ${row}: expected a row that ${this.name} has decided`);
  }

  #finished() {
    const { directory } = this;
    const key = signatureOf(directory, SERIES_FILES);
    return this.#series.get(key, async () => {
      const series = await doTask("series", { directory }, bytesOf(directory, SERIES_FILES));
      // What is asked for next, as a rule; until then nobody waits for it.
      void Promise.all([this.#records.refresh(), this.#trace.refresh()]).catch(() => {});
      return series;
    });
  }

  #figures(stamp: RunStamp): RunTotals | null {
    const key = signatureOf(this.directory, ["metrics.json", "evaluation.json"]);
    if (this.#totals?.key !== key) {
      this.#totals = { key, totals: totalsOrNone(this.directory, stamp) };
    }
    return this.#totals.totals;
  }
}

/** A word of the manifest, which may be anybody's. */
function shown(text: string | undefined): string | null {
  return text === undefined ? null : visibleText(text);
}

/** Broken figures of one run do not keep the others from being shown; what else is wrong with it is told there. */
function totalsOrNone(directory: string, stamp: RunStamp): RunTotals | null {
  try {
    return readTotals(directory, stamp);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function ownBar({ firstRow, timeMs, closes, labels }: RunBars, row: number): Bar | null {
  const at = row - firstRow;
  const [time, close, label] = [timeMs[at], closes[at], labels[at]];
  if (time === undefined || close === undefined) return null;
  return { timeMs: time, close, label: label === 1 || label === -1 ? label : null };
}

/** First row of a range of a configuration; 0 for all rows. */
function firstRowOf(rows: unknown): number {
  return rows !== null &&
    typeof rows === "object" &&
    "from" in rows &&
    typeof rows.from === "number"
    ? rows.from
    : 0;
}
