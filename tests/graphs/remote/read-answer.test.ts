import { describe, expect, it } from "vitest";
import {
  HindcastError,
  InputError,
  LookAheadError,
  OrderError,
  ReplayMissError,
  StoppedError,
  UsageError,
} from "../../../data/errors.ts";
import { readAnswer } from "../../../graphs/remote/read-answer.ts";
import { refuseOtherRun } from "../../../graphs/remote/refuse-other-run.ts";
import { servedName } from "../../../graphs/remote/served-name.ts";
import { nodeTiding } from "../../../graphs/remote/wire.ts";

interface Event {
  readonly event: string;
  readonly data?: unknown;
}

async function* streamed(events: readonly Event[]) {
  yield* events;
}

const read = (...events: readonly Event[]) => readAnswer(streamed(events), () => {});

const served = { kind: "served", identity: { code: { hash: "1" } } };

const ended = (error: Error) => ({
  row: 3,
  node: "arbitrate" as const,
  input: { cases: [] },
  output: { error: error.message },
  startMs: 1.5,
  endMs: 2.25,
  calls: [],
  error,
});

const ownOf = (error: unknown) =>
  error instanceof HindcastError ? [error.code, error.fields] : null;

describe("an answer", () => {
  it.each([
    ["an unknown kind", { event: "custom", data: { kind: "rumour" } }],
    ["a node that is none", { event: "custom", data: { kind: "node", ended: { node: "x" } } }],
    ["a field more", { event: "custom", data: { ...served, more: 1 } }],
    ["a decision out of bounds", { event: "values", data: { row: 1, decision: { score: 2 } } }],
  ])("with %s is refused, not taken on trust", async (_what, event) => {
    await expect(read(event)).rejects.toThrow(UsageError);
    await expect(read(event)).rejects.toThrow(`event ${event.event} of a wrong form: `);
  });

  it("that breaks off is neither a decision nor a fault", async () => {
    expect(
      await read({ event: "custom", data: served }, { event: "values", data: { row: 3 } }),
    ).toEqual({ served, nodeRuns: [], decided: null, fault: null });
  });

  it.each([
    new StoppedError("the account is empty"),
    new UsageError("no such thing"),
    new LookAheadError("close", 3, 4, 4),
    new ReplayMissError("arbitrate", "0123456789abcdef"),
    new OrderError("turns: out of order", { row: 3, lastExpected: 4 }),
    new InputError({ file: "f.csv", row: 2 }, "a number", "none"),
    new Error("503"),
  ])("brings back the error of a node as what it was: %s", async (error) => {
    const data: unknown = JSON.parse(JSON.stringify(nodeTiding(ended(error))));
    const { nodeRuns } = await read({ event: "custom", data });
    const back = nodeRuns[0]?.error;
    expect(back?.message).toBe(error.message);
    expect(ownOf(back)).toEqual(ownOf(error));
    expect(nodeRuns[0]).toMatchObject({ ...ended(error), error: { message: error.message } });
  });
});

describe("a server's run", () => {
  const url = "http://127.0.0.1:1";
  const config = { horizonBars: 6, rows: null, commission: 0.001, hysteresis: null };
  const identity = { code: { hash: "2" }, data: { sha256: "0" }, config };

  it.each([
    [{ ...identity, code: { hash: "1" } }, "code differs."],
    [{ ...identity, config: { ...config, horizonBars: 7 } }, "config.horizonBars differs."],
    [{ data: identity.data, config: {} }, "code, config.horizonBars differ."],
  ])("is refused when it decides otherwise, naming what differs", (other, what) => {
    expect(() => refuseOtherRun({ url, served: { identity: other }, identity })).toThrow(
      `${url} decides rows otherwise than this command: ${what}`,
    );
  });

  it("is refused when it is not named", () => {
    expect(() => refuseOtherRun({ url, served: null, identity })).toThrow(UsageError);
  });

  it("passes whichever rows are decided, and however they are scored", () => {
    const scored = { rows: { from: 3, to: 9 }, commission: 0, slippage: 0.1, hysteresis: 0.5 };
    const other = { ...identity, config: { ...config, ...scored } };
    expect(servedName(other)).toBe(servedName(identity));
    expect(() => refuseOtherRun({ url, served: { identity: other }, identity })).not.toThrow();
  });
});
