import { describe, expect, it } from "vitest";
import { unhurriedFetch } from "../../../../nodes/models/providers/unhurried-fetch.ts";
import { faultOf } from "../../../support/fault.ts";
import { serveProvider } from "../provider-server.ts";

describe("unhurriedFetch", () => {
  it("sends method, headers and body, and gives status, headers and body", async () => {
    await using server = await serveProvider();
    server.answer({ status: 429, headers: { "retry-after": "7" }, body: "línea\n" });
    const sent = { method: "POST", headers: { accept: "text/plain" }, body: '{"a":"é"}' };
    const response = await unhurriedFetch(server.origin, sent);
    expect([response.ok, response.status, response.headers.get("retry-after")]).toEqual([
      false,
      429,
      "7",
    ]);
    expect(await response.text()).toBe("línea\n");
    expect(server.seen).toEqual([{ a: "é" }]);
  });

  it("rejects with the system's code where no one is", async () => {
    const server = await serveProvider();
    await server[Symbol.asyncDispose]();
    expect(await faultOf(unhurriedFetch(server.origin, {}))).toMatchObject({
      code: "ECONNREFUSED",
    });
  });

  it("hangs up when its signal is aborted", async () => {
    await using server = await serveProvider();
    const controller = new AbortController();
    const call = faultOf(unhurriedFetch(server.origin, { signal: controller.signal }));
    await expect.poll(() => server.seen.length).toBe(1);
    controller.abort();
    expect(await call).toMatchObject({ name: "AbortError" });
    await expect.poll(() => server.cut()).toBe(1);
  });
});
