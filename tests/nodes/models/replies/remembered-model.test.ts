import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerTo } from "../../../../cli/exit-codes.ts";
import { HindcastError, ReplayMissError } from "../../../../data/errors.ts";
import type { ChatReply } from "../../../../nodes/models/chat-model.ts";
import {
  type ReplyMode,
  REPLY_MODES,
  makeRememberedModel,
} from "../../../../nodes/models/replies/remembered-model.ts";
import { replyKey } from "../../../../nodes/models/replies/reply-key.ts";
import { faultOf } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";
import { type HeldCall, heldModel, memoryReplies, question, settleAll, stored } from "./fakes.ts";

const ASKED = question("Judge.");
const FRESH: ChatReply = { ...stored("fresh"), costUsd: 0.5, cached: false, retries: 2 };

function remembered(mode: ReplyMode, ...texts: readonly string[]) {
  const model = scriptedModel(...texts);
  const key = replyKey(model.origin, ASKED);
  const store = memoryReplies();
  return { asked: model.asked, key, store, served: makeRememberedModel({ model, store, mode }) };
}

function held() {
  const model = heldModel();
  const store = memoryReplies();
  const served = makeRememberedModel({ model, store, mode: "live" });
  return { calls: model.calls, store, served };
}

function at(calls: readonly HeldCall[], index: number): HeldCall {
  const call = calls[index];
  if (!call) throw new Error(`expected a call ${index}, were ${calls.length}`);
  return call;
}

describe("the remembered model", () => {
  it.each(REPLY_MODES)("is the model it wraps, to the caller (%s)", (mode) => {
    const model = scriptedModel();
    const served = makeRememberedModel({ model, store: memoryReplies(), mode });
    expect(served.id).toBe(model.id);
    expect(served.origin).toBe(model.origin);
  });

  it("live: asks once and stores before it answers; the reply comes from the store ever after", async () => {
    const { asked, key, store, served } = remembered("live", "first");
    const reply = await served.complete(ASKED);
    expect(store.written).toEqual([key]);
    expect(reply).toMatchObject({ text: "first", cached: false, costUsd: 0.5 });
    expect(await served.complete(ASKED)).toEqual({ ...stored("first"), cached: true, retries: 0 });
    expect(asked).toHaveLength(1);
  });

  it("refresh: asks although a reply is stored, once a question, and replaces it", async () => {
    const { asked, key, store, served } = remembered("refresh", "new", "other");
    await store.write(key, stored("old"));
    expect(await served.complete(ASKED)).toMatchObject({ text: "new", cached: false });
    expect(await served.complete(ASKED)).toEqual({ ...stored("new"), cached: true, retries: 0 });
    expect(await store.read(key)).toEqual(stored("new"));
    await served.complete(question("Another."));
    expect(asked).toHaveLength(2);
  });

  it("replay: answers from the store and asks nothing", async () => {
    const { asked, key, store, served } = remembered("replay", "never");
    await store.write(key, stored("once"));
    expect(await served.complete(ASKED)).toEqual({ ...stored("once"), cached: true, retries: 0 });
    const fault = await faultOf(served.complete(question("Another.")));
    expect(fault).toBeInstanceOf(ReplayMissError);
    expect(asked).toEqual([]);
  });

  it.each(["live", "refresh"] as const)("%s: refuses a store that takes no replies", (mode) => {
    const store = { ...memoryReplies(), readOnly: true };
    expect(() => makeRememberedModel({ model: scriptedModel(), store, mode })).toThrow(
      `expected a store to write to in mode ${mode}`,
    );
    expect(() =>
      makeRememberedModel({ model: scriptedModel(), store, mode: "replay" }),
    ).not.toThrow();
  });

  it("answers each of any overlapping questions once, and every asker with its own", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 }),
        async (asked) => {
          const { calls, served } = held();
          const replies = asked.map((n) => served.complete(question(`q${n}`)));
          await settleAll();
          expect(calls).toHaveLength(new Set(asked).size);
          for (const { request, reply } of calls) {
            reply({ ...FRESH, text: request.messages.at(-1)?.content ?? "" });
          }
          const got = await Promise.all(replies);
          expect(got.map(({ text }) => text)).toEqual(asked.map((n) => `q${n}`));
          expect(got.map(({ cached }) => cached)).toEqual(
            asked.map((n, i) => asked.indexOf(n) !== i),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("hands the first asker the reply as it came, the others without what getting it took", async () => {
    const { calls, served } = held();
    const both = Promise.all([served.complete(ASKED), served.complete(ASKED)]);
    await settleAll();
    at(calls, 0).reply(FRESH);
    expect(await both).toEqual([FRESH, { ...stored("fresh"), cached: true, retries: 0 }]);
  });

  it("fails all who share a call, and asks anew after", async () => {
    const { calls, store, served } = held();
    const both = [served.complete(ASKED), served.complete(ASKED)].map(faultOf);
    await settleAll();
    const down = new Error("service down");
    at(calls, 0).fail(down);
    expect(await Promise.all(both)).toEqual([down, down]);
    expect(store.written).toEqual([]);
    const next = served.complete(ASKED);
    await settleAll();
    at(calls, 1).reply(FRESH);
    expect(await next).toEqual(FRESH);
  });

  it("hands out no reply that could not be stored", async () => {
    const model = scriptedModel("paid");
    const full = new Error("disk full");
    const store = { ...memoryReplies(), write: () => Promise.reject(full) };
    const served = makeRememberedModel({ model, store, mode: "live" });
    expect(await faultOf(served.complete(ASKED))).toBe(full);
  });
});

describe("giving up a remembered call", () => {
  it.each([
    ["a joiner", 1],
    ["the first asker", 0],
  ])("ends the wait of %s alone", async (_who, leaving) => {
    const { calls, served } = held();
    const controllers = [new AbortController(), new AbortController()];
    const waits = controllers.map(({ signal }) => served.complete(ASKED, { signal }));
    await settleAll();
    const reason = new Error("row given up");
    const left = faultOf(waits[leaving] ?? Promise.resolve());
    controllers[leaving]?.abort(reason);
    expect(await left).toBe(reason);
    expect(at(calls, 0).options?.signal?.aborted).toBe(false);
    at(calls, 0).reply(FRESH);
    expect(await waits[1 - leaving]).toMatchObject({ text: "fresh" });
    expect(calls).toHaveLength(1);
  });

  it("aborts the call when everybody left, and a newcomer asks anew", async () => {
    const { calls, served } = held();
    const controllers = [new AbortController(), new AbortController()];
    const waits = controllers.map(({ signal }) => faultOf(served.complete(ASKED, { signal })));
    await settleAll();
    for (const controller of controllers) controller.abort();
    await Promise.all(waits);
    expect(at(calls, 0).options?.signal?.aborted).toBe(true);
    const next = served.complete(ASKED);
    await settleAll();
    at(calls, 0).fail(new Error("aborted"));
    await settleAll();
    const joiner = served.complete(ASKED);
    at(calls, 1).reply(FRESH);
    expect(await next).toEqual(FRESH);
    expect(await joiner).toMatchObject({ text: "fresh", cached: true });
    expect(calls).toHaveLength(2);
  });

  it("never starts for a caller who has given up before", async () => {
    const { calls, served } = held();
    const reason = new Error("too late");
    const signal = AbortSignal.abort(reason);
    expect(await faultOf(served.complete(ASKED, { signal }))).toBe(reason);
    expect(calls).toEqual([]);
  });
});

describe("a replay miss", () => {
  const key = "0123456789abcdef".repeat(4);

  it("names node and key, and the row once it is known", () => {
    const miss = new ReplayMissError("analyzeQuant", key);
    expect(miss).toBeInstanceOf(HindcastError);
    expect(miss).toMatchObject({
      name: "ReplayMissError",
      code: "REPLAY_MISS",
      message: "replay: no stored reply for analyzeQuant (reply key 0123456789ab…)",
      fields: { node: "analyzeQuant", key },
    });
    expect(miss.atRow(17)).toMatchObject({
      code: "REPLAY_MISS",
      message: "replay: no stored reply for row 17, analyzeQuant (reply key 0123456789ab…)",
      fields: { node: "analyzeQuant", key, row: 17 },
      cause: miss,
    });
  });

  it("is answered as bad input", () => {
    expect(answerTo(new ReplayMissError("analyzeQuant", key, 17))).toEqual({
      code: 2,
      text: "hindcast: replay: no stored reply for row 17, analyzeQuant (reply key 0123456789ab…)",
    });
  });
});
