/** LangSmith behind a narrow port; the only importer of its client. */
import { Client } from "langsmith";
import { z } from "zod";
import type { LangSmithAccess } from "./langsmith-access.ts";
import type { LangSmithRun } from "./langsmith-runs.ts";
import { DeliveryFault, type Transport } from "./transport.ts";

/** Something said about a run after the fact. */
export interface RunFeedback {
  readonly id: string;
  readonly runId: string;
  readonly key: string;
  /** At most four decimals, which is what LangSmith keeps. */
  readonly score: number;
  readonly comment: string | null;
}

/** A project and where it can be looked at. */
export interface LangSmithProject {
  readonly id: string;
  readonly url: string | null;
}

/** A row of a dataset. */
interface LangSmithExample {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What is asked of LangSmith. Every method throws a DeliveryFault where it is not done. */
export interface LangSmith {
  sendRuns(runs: readonly LangSmithRun[]): Promise<void>;
  sendFeedback(feedback: readonly RunFeedback[], projectId: string | null): Promise<void>;
  /** Null where there is no project of that name. */
  findProject(name: string): Promise<LangSmithProject | null>;
  /** Makes a project, or takes the one that is there by now. */
  createProject(name: string): Promise<LangSmithProject>;
  /** Makes an experiment: a project whose runs answer the examples of a dataset. */
  createExperiment(
    name: string,
    datasetId: string,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<LangSmithProject>;
  /** Id of the dataset of that name; null where there is none. */
  findDataset(name: string): Promise<string | null>;
  createDataset(
    name: string,
    description: string,
    metadata: Readonly<Record<string, unknown>>,
  ): Promise<string>;
  exampleIds(datasetId: string): Promise<ReadonlySet<string>>;
  createExamples(datasetId: string, examples: readonly LangSmithExample[]): Promise<void>;
}

const FEEDBACK_AT_ONCE = 16;

const infoSchema = z.object({
  batch_ingest_config: z.object({ use_multipart_endpoint: z.boolean().nullish() }).nullish(),
});
const foundSchema = z.array(z.object({ id: z.string() }));

/**
 * Opens the client. All that is set is passed in: what the environment says to LangSmith's client does not count, nor
 * does a login of its command line, and nothing about this machine is added to what is sent.
 * @param apiKey of the access, which must have one
 */
export function openLangSmith(
  access: LangSmithAccess,
  apiKey: string,
  transport: Transport,
): LangSmith {
  const optionsWith = (fetchImplementation: typeof fetch): ClientOptions => ({
    apiUrl: access.endpoint,
    apiKey,
    ...(access.workspaceId !== null && { workspaceId: access.workspaceId }),
    hideInputs: access.hideInputs,
    hideOutputs: access.hideOutputs,
    hideMetadata: false,
    omitTracedRuntimeInfo: true,
    tracingSamplingRate: 1,
    tracingMode: "langsmith",
    autoBatchTracing: false,
    disablePromptCache: true,
    debug: false,
    timeout_ms: 60_000,
    callerOptions: { maxRetries: 0 },
    fetchImplementation,
  });
  const idle: Sender[] = [];
  const sendWith = async (send: (client: Client) => Promise<unknown>): Promise<void> => {
    const sender = idle.pop() ?? makeSender(transport, optionsWith);
    await send(sender.client);
    const [fault] = sender.swallowed.splice(0);
    idle.push(sender);
    if (fault) throw fault;
  };
  const asking = new Client(optionsWith(transport.fetch));
  let multipart: Promise<boolean> | null = null;
  const takesMultipart = async (): Promise<boolean> => {
    multipart ??= transport
      .fetch(`${access.endpoint.replace(/\/$/, "")}/info`, {
        headers: { accept: "application/json" },
      })
      .then(async (response) => infoSchema.safeParse(await response.json()).data)
      .then((info) => info?.batch_ingest_config?.use_multipart_endpoint ?? true);
    multipart.catch(() => (multipart = null));
    return multipart;
  };
  const projectOf = async (id: string, name: string): Promise<LangSmithProject> => ({
    id,
    url: await asking.getProjectUrl({ projectName: name }).catch(() => null),
  });
  return {
    sendRuns: async (runs) => {
      const runCreates = runs.map((run) => ({
        ...run,
        inputs: { ...run.inputs },
        outputs: { ...run.outputs },
        extra: { ...run.extra },
        tags: [...run.tags],
      }));
      const isMultipart = await takesMultipart();
      await sendWith((client) =>
        isMultipart
          ? client.multipartIngestRuns({ runCreates })
          : client.batchIngestRuns({ runCreates }),
      );
    },
    sendFeedback: async (feedback, projectId) => {
      if (await takesMultipart()) {
        const feedbacks = feedback.map((said) => asFeedback(said, projectId));
        await sendWith((client) => client.multipartIngestRuns({ feedbacks }));
        return;
      }
      if (projectId === null) throw new DeliveryFault("the project was not found", false);
      const queue = feedback.values();
      const one = async (): Promise<void> => {
        for (const { id, runId, key, score, comment } of queue) {
          await asking.createFeedback({
            runId,
            key,
            score,
            ...(comment !== null && { comment }),
            feedbackId: id,
            sessionId: projectId,
          });
        }
      };
      await Promise.all(Array.from({ length: FEEDBACK_AT_ONCE }, one));
    },
    findProject: async (name) => {
      const found = await findIn(transport, access, apiKey, "sessions", name);
      return found === null ? null : projectOf(found, name);
    },
    createProject: async (name) => {
      const { id } = await asking.createProject({ projectName: name, upsert: true });
      return projectOf(id, name);
    },
    createExperiment: async (projectName, referenceDatasetId, metadata) => {
      const { id } = await asking.createProject({ projectName, referenceDatasetId, metadata });
      return projectOf(id, projectName);
    },
    findDataset: (name) => findIn(transport, access, apiKey, "datasets", name),
    createDataset: async (name, description, metadata) => {
      const { id } = await asking.createDataset(name, {
        description,
        metadata: { ...metadata },
        dataType: "kv",
      });
      return id;
    },
    exampleIds: async (datasetId) => {
      const ids = new Set<string>();
      for await (const { id } of asking.listExamples({ datasetId })) {
        // Whoever begins again from the start would never come to an end.
        if (ids.has(id)) break;
        ids.add(id);
      }
      return ids;
    },
    createExamples: async (datasetId, examples) => {
      await asking.uploadExamplesMultipart(
        datasetId,
        examples.map(({ id, inputs, outputs, metadata }) => ({
          id,
          inputs: { ...inputs },
          outputs: { ...outputs },
          metadata: { ...metadata },
        })),
      );
    },
  };
}

type ClientOptions = ConstructorParameters<typeof Client>[0];

/** A client for one request at a time, and what went wrong with it. */
interface Sender {
  readonly client: Client;
  readonly swallowed: DeliveryFault[];
}

/** The client writes failures of runs to the console and goes on; here they are kept, to be thrown. */
function makeSender(
  transport: Transport,
  optionsWith: (fetchImplementation: typeof fetch) => ClientOptions,
): Sender {
  const swallowed: DeliveryFault[] = [];
  const quietly = async (...request: Parameters<Transport["fetch"]>): Promise<Response> => {
    try {
      return await transport.fetch(...request);
    } catch (error) {
      if (!(error instanceof DeliveryFault)) throw error;
      swallowed.push(error);
      return Response.json({}, { status: 202 });
    }
  };
  return { client: new Client(optionsWith(quietly)), swallowed };
}

/** Id of what has exactly this name. */
async function findIn(
  transport: Transport,
  { endpoint, workspaceId }: LangSmithAccess,
  apiKey: string,
  kind: "sessions" | "datasets",
  name: string,
): Promise<string | null> {
  const query = new URLSearchParams({ name, limit: "1" });
  const response = await transport.fetch(
    `${endpoint.replace(/\/$/, "")}/${kind}?${query.toString()}`,
    {
      headers: {
        accept: "application/json",
        "x-api-key": apiKey,
        ...(workspaceId !== null && { "x-tenant-id": workspaceId }),
      },
    },
  );
  const found = foundSchema.safeParse(await response.json());
  if (!found.success) throw new DeliveryFault("an answer that is not LangSmith's", true);
  return found.data[0]?.id ?? null;
}

function asFeedback({ id, runId, key, score, comment }: RunFeedback, projectId: string | null) {
  return {
    id,
    run_id: runId,
    trace_id: runId,
    key,
    score,
    comment,
    feedback_source: { type: "api", metadata: {} },
    ...(projectId !== null && { session_id: projectId }),
  };
}
