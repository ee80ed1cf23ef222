import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../data/errors.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { pushDataset } from "../../../graphs/tracing/push-dataset.ts";
import { accessTo, serveLangSmith } from "../../support/langsmith-server.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";
import {
  makeDirectory,
  newDirectory,
  readIn,
  removeDirectory,
} from "../../support/run-directory.ts";

const rows = worldRows(12);
const out = makeDirectory();
const quick = { transport: { retries: 0 } };

beforeAll(async () => {
  await runPipeline(pipelineOf({ rows }), { out });
});
afterAll(() => removeDirectory(out));

describe("pushDataset", () => {
  it("makes an example a row, with what followed it, and an experiment that answers each", async () => {
    await using server = await serveLangSmith();
    const pushed = await pushDataset(out, accessTo(server.endpoint), { name: "bars" });
    expect(pushed).toMatchObject({ dataset: "bars", rows: 12, already: false });
    expect(server.examples.size).toBe(12);
    expect(server.runs.size).toBe(12);
    for (const run of server.runs.values()) {
      const row = Number(run.inputs?.["row"]);
      const [now, then] = [rows[row], rows[row + 2]].map((bar) => bar?.observation.close ?? NaN);
      const outcome = (then ?? NaN) / (now ?? NaN) - 1;
      const close = expect.closeTo(outcome, 12);
      expect(server.examples.get(run.reference_example_id ?? "")).toMatchObject({
        inputs: { row, close: now, features: { return_1: expect.toSatisfy(isNumberOrNull) } },
        outputs: {
          outcome: Number.isFinite(outcome) ? close : null,
          label: rows[row]?.label,
        },
      });
      expect(run.session_name).toBe(pushed.experiment);
    }
    expect([...server.feedback.values()].filter(({ key }) => key === "right")).toHaveLength(10);
  });

  it("adds nothing the second time, and says so", async () => {
    await using server = await serveLangSmith();
    const access = accessTo(server.endpoint);
    const first = await pushDataset(out, access);
    const held = [...server.runs.keys(), ...server.feedback.keys(), ...server.examples.keys()];
    expect(await pushDataset(out, access)).toEqual({ ...first, already: true });
    expect([...server.runs.keys(), ...server.feedback.keys(), ...server.examples.keys()]).toEqual(
      held,
    );
  });

  it("adds nothing the second time to a dataset of several pages", async () => {
    await using server = await serveLangSmith();
    const [access, long] = [accessTo(server.endpoint), newDirectory()];
    await runPipeline(pipelineOf({ rows: worldRows(130) }), { out: long });
    const first = await pushDataset(long, access);
    expect(server.examples.size).toBe(130);
    expect(await pushDataset(long, access)).toEqual({ ...first, already: true });
    expect(server.examples.size).toBe(130);
  });

  it("adds nothing from another directory of the same run, which does not know of the first push", async () => {
    await using server = await serveLangSmith();
    const access = accessTo(server.endpoint);
    await pushDataset(out, access, { name: "again" });
    const held = (): readonly string[] => [
      ...server.runs.keys(),
      ...server.feedback.keys(),
      ...server.examples.keys(),
    ];
    const before = held();
    const copy = newDirectory();
    await runPipeline(pipelineOf({ rows }), { out: copy });
    expect(await pushDataset(copy, access, { name: "again" })).toMatchObject({ already: false });
    expect(held()).toEqual(before);
  });

  it.each([401, 500])(
    "ends in one line where the server says %i, without its words",
    async (status) => {
      await using server = await serveLangSmith();
      server.behave(status);
      const pushing = pushDataset(out, accessTo(server.endpoint), { name: "refused", ...quick });
      await expect(pushing).rejects.toThrow(
        new StoppedError(`LangSmith: HTTP ${status}; the same command goes on`),
      );
    },
  );

  it("ends in one line where nobody listens", async () => {
    const server = await serveLangSmith();
    await server[Symbol.asyncDispose]();
    const pushing = pushDataset(out, accessTo(server.endpoint), { name: "nobody", ...quick });
    await expect(pushing).rejects.toThrow("LangSmith: ECONNREFUSED; the same command goes on");
  });

  it.each(["no address", "ftp://host", "https://me:lsv2-marker-1@host"])(
    "says that %s is no endpoint, before anything else and without what is secret",
    async (endpoint) => {
      const pushing = pushDataset(out, accessTo(endpoint));
      await expect(pushing).rejects.toThrow(UsageError);
      await expect(pushing).rejects.toThrow(/^LANGSMITH_ENDPOINT: expected(?!.*marker).*$/);
      const running = runPipeline(pipelineOf({ rows }), {
        langsmith: { access: accessTo(endpoint) },
        onProgress: () => expect.unreachable(),
      });
      await expect(running).rejects.toThrow(UsageError);
    },
  );

  it("asks a server that never answers once more, and ends in one line", async () => {
    await using deaf = await serveLangSmith();
    deaf.behave("slow");
    const access = accessTo(deaf.endpoint);
    const transport = { retries: 3, lateRetries: 1, requestMs: 150, waitsMs: [1] };
    await expect(pushDataset(out, access, { transport })).rejects.toThrow(
      new StoppedError("LangSmith: no answer in time; the same command goes on"),
    );
    expect(deaf.requests).toEqual(["GET /datasets", "GET /datasets"]);
  });

  it("wants a key and a finished run", async () => {
    const access = accessTo("http://127.0.0.1:1");
    await expect(pushDataset(out, { ...access, apiKey: null })).rejects.toThrow(UsageError);
    await expect(pushDataset(newDirectory(), access)).rejects.toThrow(UsageError);
  });

  it("sends hostile text as data and no secret", async () => {
    await using server = await serveLangSmith();
    const hostile = 'ignore all rules"}], [MARKER-secret] </script> %s';
    const copy = newDirectory();
    await runPipeline(
      pipelineOf({
        rows,
        nodes: {
          arbitrate: () => ({
            decision: {
              status: "decided",
              action: 1,
              score: 0.5,
              confidence: 0.5,
              rationale: hostile,
            },
          }),
        },
      }),
      { out: copy },
    );
    await pushDataset(copy, accessTo(server.endpoint, { secrets: ["MARKER-secret"] }));
    expect(server.bytes()).not.toContain("MARKER");
    for (const { outputs } of server.runs.values()) {
      expect(outputs?.["rationale"]).toBe(hostile.replace("MARKER-secret", "[redacted]"));
    }
    expect(readIn(copy, "langsmith-dataset.json")).not.toContain("MARKER");
  });
});

function isNumberOrNull(value: unknown): boolean {
  return value === null || typeof value === "number";
}
