/** The OpenAI model gives away neither its key nor its server's host. */
import { describe, expect, it } from "vitest";
import { makeOpenAiModel } from "../../../../nodes/models/providers/openai-model.ts";
import { completion, serveCompletions } from "../completions-server.ts";
import type { ServerAnswer } from "../../../support/json-server.ts";
import { faultOf } from "../../../support/fault.ts";
import { KEY, REQUEST, modelAt, wordsOf } from "./asked-openai-model.ts";

describe("what the OpenAI model says", () => {
  it("keeps the server's host out of errors", async () => {
    let host = "";
    await using server = await serveCompletions(() => ({
      status: 500,
      body: { error: { message: `${host} is down` } },
    }));
    host = new URL(server.baseURL).host;
    expect(await faultOf(modelAt(server).complete(REQUEST))).toMatchObject({
      message: "openai:some-model: 500 [server] is down",
    });
  });

  it("keeps the key out of errors, whatever part of the answer echoes it", async () => {
    const echoes: readonly ServerAnswer[] = [
      { status: 500, text: `<p>Bearer ${KEY}</p>` },
      {
        status: 400,
        body: { error: { message: { nested: KEY }, param: KEY, type: KEY, code: KEY } },
      },
      { status: 429, body: { error: KEY }, headers: { "x-request-id": KEY, "x-echo": KEY } },
      { status: 422, body: { detail: KEY } },
      { status: 200, text: KEY },
      { status: 200, body: { error: { message: KEY } } },
      { status: 401, body: { error: { message: KEY } }, headers: { "www-authenticate": KEY } },
      { status: 500, text: `${"x".repeat(290)}${KEY}` },
    ];
    for (const answer of echoes) {
      await using server = await serveCompletions(() => answer);
      const fault = await faultOf(modelAt(server).complete(REQUEST));
      expect(wordsOf(fault)).not.toContain(KEY);
      expect(wordsOf(fault)).not.toContain(KEY.slice(0, 12));
      expect(fault).not.toHaveProperty("cause");
    }
  });

  it("strikes the key out of a reply that repeats it, and changes no other reply", async () => {
    await using server = await serveCompletions(() =>
      completion({ content: `{"said":"Bearer ${KEY}"}` }),
    );
    expect((await modelAt(server).complete(REQUEST)).text).toBe('{"said":"Bearer [key]"}');
    await using plain = await serveCompletions(() => completion({ content: '{"key":"none"}' }));
    const short = makeOpenAiModel("m", { apiKey: "none", baseURL: plain.baseURL });
    expect((await short.complete(REQUEST)).text).toBe('{"key":"none"}');
  });

  it("shows the key in nothing it gives out", async () => {
    await using server = await serveCompletions(() => completion({ content: "{}" }));
    const model = modelAt(server);
    const reply = await model.complete(REQUEST);
    expect(JSON.stringify([model, reply])).not.toContain(KEY);
  });
});
