import { describe, expect, it } from "vitest";
import { StoppedError } from "../../../../data/errors.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { readFailure } from "../../../../nodes/models/failures/provider-failure.ts";

const KEY = "sk-marker-0123456789";

const ODD_KEY = "sk/marker+0123=";

function read(error: unknown, apiKey = KEY): Error {
  return readFailure(error, {
    model: "acme:model",
    keyHint: "Check ACME_API_KEY",
    modelHint: "Check the name",
    apiKey,
    baseURL: "http://Gateway.x:8080/v1",
  });
}

function failed(fields: object, message = "it failed", cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), fields);
}

describe("readFailure", () => {
  it.each([
    [failed({ status: 401 }), "the key was refused (HTTP 401). Check ACME_API_KEY"],
    [failed({ statusCode: 403 }), "the key was refused (HTTP 403). Check ACME_API_KEY"],
    [
      failed({ status: 400 }, "API key not valid."),
      "the key was refused (HTTP 400). Check ACME_API_KEY",
    ],
    [failed({ status: 402 }), "the account has no quota left"],
    [failed({ status: 429 }, "insufficient_quota"), "the account has no quota left"],
    [failed({ status: 400 }, "Your credit balance is too low"), "the account has no quota left"],
    [failed({ status: 403, code: "insufficient_quota" }), "the account has no quota left"],
    [failed({ status: 400, error: { type: "billing_error" } }), "the account has no quota left"],
    [
      failed({ status: 429, error: { error: { code: "INSUFFICIENT_BALANCE" } } }),
      "the account has no quota left",
    ],
    [
      failed({ status: 400, errorDetails: [{}, { reason: "API_KEY_INVALID" }] }),
      "the key was refused (HTTP 400). Check ACME_API_KEY",
    ],
    [
      failed({ status: 400 }, '400 {"error":"Incorrect API key provided: x"}'),
      "the key was refused (HTTP 400). Check ACME_API_KEY",
    ],
    [
      failed({ statusCode: 400, body: '{"type":"authentication_error"}' }),
      "the key was refused (HTTP 400). Check ACME_API_KEY",
    ],
    [failed({ status_code: 404 }), "no such model (HTTP 404). Check the name"],
    [
      failed({}, "outer", failed({ response: { status: 401 } })),
      "the key was refused (HTTP 401). Check ACME_API_KEY",
    ],
  ])("stops the run at %s", (error, words) => {
    expect(read(error)).toBeInstanceOf(StoppedError);
    expect(read(error).message).toBe(`acme:model: ${words}`);
  });

  it.each([
    [failed({ status: 400 }), "bad request"],
    [failed({ status: 422 }), "bad request"],
    [failed({ status: 408 }), "timeout"],
    [failed({ status: 429 }, "You exceeded your current quota, check your plan"), "rate limit"],
    [failed({ status: 500 }), "server error"],
    [failed({ $metadata: { httpStatusCode: 502 } }), "server error"],
    [failed({ status: 503 }), "overloaded"],
    [failed({ status: 504 }), "timeout"],
    [failed({ status: 529 }), "overloaded"],
    [
      failed({}, "fetch failed", failed({ code: "ECONNREFUSED" }, "connect ECONNREFUSED")),
      "connection",
    ],
    [failed({}, "Connection error."), "connection"],
    [failed({}, "Request timed out."), "timeout"],
    [new DOMException("The operation was aborted due to timeout", "TimeoutError"), "timeout"],
    [new SyntaxError("Unexpected token"), "unreadable reply"],
    ["a string", "unreadable reply"],
  ])("fails the one call at %s: %s", (error, kind) => {
    expect(read(error)).toBeInstanceOf(CallFault);
    expect(read(error)).toMatchObject({ kind, retryAfterMs: null });
  });

  it.each([
    "insufficient funds",
    "messages.1: the news say: insufficient_quota, invalid api key",
    '400 {"error":{"type":"invalid_request_error","message":"cannot parse \\"code\\":\\"insufficient_quota\\""}}',
    '{"detail":[{"msg":"too long","input":{"type":"insufficient_quota"}}]}',
  ])("does not stop at a request that is refused with the prompt's words: %s", (message) => {
    expect(read(failed({ status: 400 }, message))).toMatchObject({ kind: "bad request" });
  });

  it.each([
    "Your credit balance is too low",
    "API key not valid",
    "insufficient_quota",
    "insufficient funds",
  ])("does not believe a server that is broken, or no server: %s", (message) => {
    expect(read(failed({ status: 500 }, message))).toMatchObject({ kind: "server error" });
    expect(read(failed({}, message))).toMatchObject({ kind: "unreadable reply" });
  });

  it.each([
    [
      failed({}, "fetch failed", failed({ code: "ENOTFOUND" }, "getaddrinfo ENOTFOUND gateway.x")),
      "no connection (ENOTFOUND)",
    ],
    [failed({}, "request failed: getaddrinfo ENOTFOUND db.internal"), "no connection"],
    [failed({}, "Error fetching from http://gateway.x:8080/v1: fetch failed"), "no connection"],
    [failed({}, "Request timed out at gateway.x"), "the server did not answer in time"],
    [
      failed({ status: 502 }, "no GATEWAY.x:8080, no gateway.x"),
      "HTTP 502, no [server], no [server]",
    ],
    [
      failed({ status: 502 }, "getaddrinfo ENOTFOUND db.internal"),
      "HTTP 502, getaddrinfo ENOTFOUND [address]",
    ],
    [failed({}, `what is ${encodeURIComponent(ODD_KEY)}?`), "what is [key]?"],
  ])("names no host and no key, however spelt, of %s", (error, words) => {
    expect(read(error, ODD_KEY).message).toBe(`acme:model: ${words}`);
  });

  it("leaves an error of ours as it is", () => {
    for (const error of [new CallFault("timeout", "late"), new StoppedError("enough")]) {
      expect(read(error)).toBe(error);
    }
  });

  it.each([
    [failed({ status: 429, headers: new Headers({ "retry-after": "1.5" }) }), 1500],
    [failed({ status: 429, headers: { "retry-after": "3" } }), 3000],
    [failed({ status: 429, headers: { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" } }), 0],
    [failed({ status: 429, headers: { "retry-after": "soon" } }), null],
    [failed({ status: 429, response: { headers: { "retry-after": "4" } } }), 4000],
    [failed({ status: 429, errorDetails: [{}, { retryDelay: "12s" }] }), 12_000],
    [failed({ status: 429, errorDetails: [{ retryDelay: "a while" }] }), null],
  ])("reads how long to wait: %s", (error, retryAfterMs) => {
    expect(read(error)).toMatchObject({ kind: "rate limit", retryAfterMs });
  });

  it("says it in one line without key, address or cause", () => {
    const message = `500 at https://user@host.example/v1?k=1 (10.0.0.1:80)\n${KEY}\n\nTroubleshooting URL: x\n`;
    const error = read(failed({ status: 500 }, message, new Error(KEY)));
    expect(error.message).toBe("acme:model: HTTP 500, 500 at [address] ([address]) [key]");
    expect(error.cause).toBeUndefined();
    expect(error.stack).not.toContain(KEY);
    expect(read(failed({ status: 500 }, "x".repeat(1000))).message.length).toBeLessThan(330);
  });
});
