/** Pushes a finished run to LangSmith: its rows as a dataset, its decisions as an experiment on it. */
import { join } from "node:path";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { StoppedError, UsageError } from "../../data/errors.ts";
import { writeFileAtomic } from "../../data/write-file.ts";
import { type LangSmithAccess, mustBeEndpoint } from "./langsmith-access.ts";
import { type LangSmith, openLangSmith } from "./langsmith-client.ts";
import { type LangSmithRun, asRun, rootName } from "./langsmith-runs.ts";
import { type PushedRow, type PushedRun, datetimeOf, readPushedRun } from "./pushed-run.ts";
import { feedbackOf, nameUuid } from "./row-feedback.ts";
import { makeScrubber } from "./scrubber.ts";
import { DeliveryFault, Transport, type TransportOptions } from "./transport.ts";

/** The file of a run directory that says where the run was pushed to. */
const PUSHED_FILE = "langsmith-dataset.json";

export interface PushOptions {
  /** Name of the dataset. @default by data, horizon and rows, so that runs of the same rows share it */
  readonly name?: string | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** @default three more tries, 30 s each */
  readonly transport?: TransportOptions;
}

const pushedSchema = z.object({
  dataset: z.string(),
  datasetId: z.string(),
  experiment: z.string(),
  experimentId: z.string(),
  /** Web address of the experiment; null where it was not to be had. */
  url: z.string().nullable(),
  rows: z.int(),
  feedback: z.int(),
});

/** Where a run is in LangSmith, and what is there of it. */
export type PushedDataset = Readonly<z.infer<typeof pushedSchema>> & {
  /** Whether it was there as a whole already, so that nothing was sent. */
  readonly already: boolean;
};

const AT_ONCE = 100;

/**
 * Creates what is missing: the dataset, its examples, the experiment, a run an example, feedback. Ids are made from
 * what they belong to, so that the same push again adds nothing, and goes on where one was cut short.
 * @throws UsageError without a key, for an endpoint that is no address, or for a directory without a finished run
 * @throws InputError when the directory's files are broken
 * @throws StoppedError in one line when LangSmith refuses or cannot be reached; the same push goes on
 */
export async function pushDataset(
  directory: string,
  access: LangSmithAccess,
  options: PushOptions = {},
): Promise<PushedDataset> {
  if (access.apiKey === null) {
    throw new UsageError("push-dataset: expected LANGSMITH_API_KEY to be set, was nothing");
  }
  mustBeEndpoint(access);
  const run = await readPushedRun(directory);
  const transport = new Transport(
    options.transport ?? {
      retries: 3,
      lateRetries: 1,
      requestMs: 30_000,
      waitsMs: [250, 500, 1000],
    },
  );
  const langsmith = openLangSmith(access, access.apiKey, transport);
  const scrub = makeScrubber(access.secrets);
  try {
    const pushed = await push(langsmith, run, scrub, { directory, ...options });
    const { already: _already, ...kept } = pushed;
    writeFileAtomic(join(directory, PUSHED_FILE), `${JSON.stringify(kept, null, 2)}\n`);
    return pushed;
  } catch (cause) {
    if (cause instanceof DeliveryFault) {
      throw new StoppedError(`LangSmith: ${cause.message}; the same command goes on`, { cause });
    }
    throw cause;
  } finally {
    transport.close();
  }
}

async function push(
  langsmith: LangSmith,
  { manifest, rows }: PushedRun,
  scrub: <T>(value: T) => T,
  { directory, name, onProgress }: PushOptions & { readonly directory: string },
): Promise<PushedDataset> {
  const { run, data, identity } = manifest;
  const { horizonBars } = identity.config;
  const [first, last] = [rows[0]?.record.row ?? 0, rows.at(-1)?.record.row ?? 0];
  const dataset =
    name ??
    `hindcast ${data.file ?? "rows"} ${data.sha256.slice(0, 8)} h${horizonBars} ${first}-${last}`;
  const experiment = `${run} on ${dataset}`;
  const about = `Rows ${first} to ${last} of ${data.file ?? "a dataset"}, outcomes ${horizonBars} bars later.`;
  onProgress?.(0, rows.length);
  const stamp = { run, data_sha256: data.sha256, horizon_bars: horizonBars };
  const datasetId =
    (await langsmith.findDataset(dataset)) ??
    (await langsmith.createDataset(dataset, about, { data_sha256: data.sha256 }));
  const there = await langsmith.exampleIds(datasetId);
  const missing = rows.filter(({ record }) => !there.has(exampleId(datasetId, record.row)));
  const total = missing.length + rows.length;
  for (let at = 0; at < missing.length; at += AT_ONCE) {
    onProgress?.(at, total);
    const batch = missing.slice(at, at + AT_ONCE);
    await langsmith.createExamples(
      datasetId,
      batch.map((row) => scrub(exampleOf(row, datasetId))),
    );
  }
  const found = await langsmith.findProject(experiment);
  const held = keptIn(join(directory, PUSHED_FILE));
  if (
    found &&
    held?.experimentId === found.id &&
    held.datasetId === datasetId &&
    total === rows.length
  ) {
    return { ...held, already: true };
  }
  const project = found ?? (await langsmith.createExperiment(experiment, datasetId, stamp));
  const place = { datasetId, experiment, experimentId: project.id, run };
  let feedback = 0;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    onProgress?.(missing.length + at, total);
    const batch = rows.slice(at, at + AT_ONCE);
    await langsmith.sendRuns(batch.map((row) => scrub(answerOf(row, place))));
    const said = batch.flatMap(({ record, outcome, grounded }) =>
      feedbackOf(answerId(project.id, record.row), {
        action: record.decision.action,
        outcome,
        grounded,
      }),
    );
    await langsmith.sendFeedback(said, project.id);
    feedback += said.length;
  }
  onProgress?.(total, total);
  return {
    dataset,
    datasetId,
    experiment,
    experimentId: project.id,
    url: project.url,
    rows: rows.length,
    feedback,
    already: false,
  };
}

const exampleId = (datasetId: string, row: number): string =>
  nameUuid(`example ${datasetId} ${row}`);
const answerId = (experimentId: string, row: number): string =>
  nameUuid(`run ${experimentId} ${row}`);

function exampleOf(row: PushedRow, datasetId: string) {
  const { record, close, features, label, outcome } = row;
  return {
    id: exampleId(datasetId, record.row),
    inputs: { row: record.row, datetime: datetimeOf(row), close, features },
    outputs: { outcome, label },
    metadata: { row: record.row },
  };
}

interface AnswerPlace {
  readonly datasetId: string;
  readonly experiment: string;
  readonly experimentId: string;
  readonly run: string;
}

function answerOf(
  row: PushedRow,
  { datasetId, experiment, experimentId, run }: AnswerPlace,
): LangSmithRun {
  const { record, traceId, startMs, endMs } = row;
  const { decision, cases } = record;
  const id = answerId(experimentId, record.row);
  return asRun(
    { id, startMs, endMs },
    { trace_id: id, session_name: experiment, above: null },
    {
      name: rootName(run, record.row),
      run_type: "chain",
      inputs: { row: record.row, datetime: datetimeOf(row) },
      outputs: { ...decision },
      ...(decision.status === "failed" && { error: decision.rationale }),
      tags: [`status:${decision.status}`],
      extra: {
        metadata: {
          row: record.row,
          run,
          trace_id: traceId,
          case_rows: cases.map((found) => found.row),
        },
      },
      reference_example_id: exampleId(datasetId, record.row),
    },
  );
}

/** What an earlier push left; null where there was none, or it cannot be read. */
function keptIn(file: string): z.infer<typeof pushedSchema> | null {
  if (!existsSync(file)) return null;
  try {
    return pushedSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
