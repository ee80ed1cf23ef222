/** What the OpenAI model makes of a server that refuses, breaks or is not there. */
import { describe, expect, it } from "vitest";
import { StoppedError } from "../../../../data/errors.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { completion, serveCompletions } from "../completions-server.ts";
import type { ServerAnswer } from "../../../support/json-server.ts";
import { faultOf } from "../../../support/fault.ts";
import { KEY, REQUEST, modelAt, refuse, wordsOf } from "./asked-openai-model.ts";

describe("the OpenAI model, when a call fails,", () => {
  it.each([
    [401, "invalid_api_key", "the key was refused (HTTP 401). Check OPENAI_API_KEY"],
    [403, null, "the key was refused (HTTP 403). Check OPENAI_API_KEY and what it may be used for"],
    [402, null, "the account has no quota left (HTTP 402). Top it up"],
    [429, "insufficient_quota", "the account has no quota left (HTTP 429). Top it up"],
    [
      404,
      "model_not_found",
      "no such model (HTTP 404). Check the name, and OPENAI_BASE_URL if it is set",
    ],
  ])("stops the run at status %i, code %s", async (status, code, words) => {
    await using server = await serveCompletions(refuse(status, code));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({
      code: "STOPPED",
      message: `openai:some-model: ${words}; the same command then goes on`,
    });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [400, "bad_request", "bad request"],
    [422, null, "bad request"],
    [413, null, "bad request"],
    [408, null, "timeout"],
    [429, "rate_limit_exceeded", "rate limit"],
    [500, null, "server error"],
    [502, null, "server error"],
    [504, null, "server error"],
    [503, null, "overloaded"],
    [529, null, "overloaded"],
  ] as const)("fails one try at status %i, code %s: %s", async (status, code, kind) => {
    await using server = await serveCompletions(refuse(status, code));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind,
      retryAfterMs: null,
      message: expect.stringMatching(new RegExp(`^openai:some-model: ${status} .*\\[key\\]`)),
    });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    [{ "retry-after": "3" }, 3000],
    [{ "retry-after": "3", "retry-after-ms": "250" }, 250],
  ])("says how long the server asks to wait: %o", async (headers, retryAfterMs) => {
    await using server = await serveCompletions((request) => ({
      ...refuse(429, null)(request),
      headers,
    }));
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toMatchObject({ kind: "rate limit", retryAfterMs });
  });

  it.each<[string, ServerAnswer]>([
    ["is no JSON", { status: 200, text: "<html>Bad gateway" }],
    [
      "is no JSON, and says so",
      { status: 200, text: "busy", headers: { "content-type": "text/html" } },
    ],
    ["breaks off", { status: 200, text: '{"choices":[{"mess' }],
    ["is empty", { status: 200, text: "" }],
    ["has no choices", { status: 200, body: { id: "chat-1", choices: [] } }],
    ["is an error in disguise", { status: 200, body: { error: { message: "busy" } } }],
    ["has no message", { status: 200, body: { choices: [{ index: 0 }] } }],
  ])("cannot read a body that %s", async (_what, answer) => {
    await using server = await serveCompletions(() => answer);
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({ kind: "unreadable reply" });
  });

  it("repeats what an error in disguise says", async () => {
    const answer = { status: 200, body: { error: { message: "upstream is busy" } } };
    await using server = await serveCompletions(() => answer);
    expect(await faultOf(modelAt(server).complete(REQUEST))).toMatchObject({
      message: "openai:some-model: the reply is no chat completion: upstream is busy",
    });
  });

  it("has lost the connection when the server cuts it", async () => {
    await using server = await serveCompletions(() => "cut");
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "connection",
      message: expect.stringMatching(/^openai:some-model: no connection \([A-Z_]+\)$/),
    });
  });

  it("has no connection when no one is there, and names no address", async () => {
    const server = await serveCompletions(() => completion({ content: "{}" }));
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(modelAt(server).complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "connection",
      message: "openai:some-model: no connection (ECONNREFUSED)",
    });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(wordsOf(fault)).not.toContain("127.0.0.1");
  });

  it("ends a call at once when its signal is aborted, with the reason given", async () => {
    await using server = await serveCompletions(() => "silence");
    const late = new CallFault("timeout", "too late");
    for (const [reason, expected] of [
      [late, late],
      [undefined, expect.any(StoppedError)],
    ]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 20);
      const call = modelAt(server).complete(REQUEST, { signal: controller.signal });
      expect(await faultOf(call)).toEqual(expected);
    }
  });
});
