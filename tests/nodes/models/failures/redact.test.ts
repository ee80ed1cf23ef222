import { describe, expect, it } from "vitest";
import { makeRedactor } from "../../../../nodes/models/failures/redact.ts";

const KEY = 'sk-"1/2+3 é';
const redact = makeRedactor({
  apiKey: `${KEY}\n`,
  baseURL: "http://user:p%40ss@Gateway.x:8080/v1",
});

describe("makeRedactor", () => {
  it.each([
    ["a key", `refused ${KEY}!`, "refused [key]!"],
    ["a key in a URL", `?key=${encodeURIComponent(KEY)}`, "?key=[key]"],
    [
      "a key in small escapes",
      `?key=${encodeURIComponent(KEY).replaceAll("%2F", "%2f")}`,
      "?key=[key]",
    ],
    ["a key in a path", `/k/${encodeURI(KEY)}`, "/k/[key]"],
    ["a key in a form", String(new URLSearchParams({ key: KEY })), "key=[key]"],
    ["a key in JSON", JSON.stringify({ echo: KEY }), '{"echo":"[key]"}'],
    ["a key every time", `${KEY} ${KEY}`, "[key] [key]"],
    ["the server", "at http://user:p%40ss@Gateway.x:8080/v1/chat", "at [server]/chat"],
    ["the server as a URL spells it", "http://user:p%40ss@gateway.x:8080/v1", "[server]"],
    ["the server's host and port", "gateway.x:8080 is down", "[server] is down"],
    ["the server's host", "no GATEWAY.X, nor api.gateway.x.", "no [server], nor api.[server]."],
    ["the server's password", "wrong password p@ss (p%40ss)", "wrong password [key] ([key])"],
    [
      "another server",
      "from https://10.0.0.1/x?y=(1), or 10.0.0.2:80",
      "from [address]), or [address]",
    ],
    ["a host looked for", "getaddrinfo ENOTFOUND db.internal", "getaddrinfo ENOTFOUND [address]"],
    ["a host not reached", "connect ECONNREFUSED ::1:8080", "connect ECONNREFUSED [address]"],
    ["nothing else", "a b\n\tc gateway.xy ENOTFOUND", "a b c gateway.xy ENOTFOUND"],
  ])("strikes out %s", (_what, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it("leaves words alone that hold a short host, and text where there is nothing to strike out", () => {
    const short = makeRedactor({ apiKey: undefined, baseURL: "http://h/v1" });
    expect(short("the host h, that is")).toBe("the host [server], that is");
    expect(makeRedactor({ apiKey: "", baseURL: undefined })("as it is")).toBe("as it is");
    expect(makeRedactor({ apiKey: "", baseURL: "no address" })("no address")).toBe("[server]");
  });

  it("cuts long texts, and no key in two", () => {
    const text = redact(`${"x".repeat(296)}${KEY}${"y".repeat(50)}`);
    expect(text).toBe(`${"x".repeat(296)}[ke…`);
  });
});
