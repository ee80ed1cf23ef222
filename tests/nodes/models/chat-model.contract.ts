/** The contract of every ChatModel: what it gives, what it sends, and how it fails. */
import { describe, expect, it } from "vitest";
import { StoppedError } from "../../../data/errors.ts";
import type { ChatModel, ChatRequest } from "../../../nodes/models/chat-model.ts";
import { CallFault, type CallFaultKind } from "../../../nodes/models/failures/call-fault.ts";
import { faultOf } from "../../support/fault.ts";
import { type ProviderServer, serveProvider } from "./provider-server.ts";
import { type Wire, json } from "./wires.ts";

/** Opens the model with a key against a server. */
export type OpenModel = (key: string, baseURL: string) => ChatModel | Promise<ChatModel>;

export interface ContractOptions {
  /** The protocol the model speaks. Absent: it calls no one. */
  readonly wire?: Wire;
  /** Whether a call that is cut short hangs up on the server, not only on its caller. @default true */
  readonly hangsUp?: boolean;
}

const KEY = "sk-marker-0123456789";
/** What every model of the contract is asked. */
export const REQUEST: ChatRequest = {
  node: "arbitrate",
  messages: [
    { role: "system", content: "You decide alone." },
    { role: "user", content: "Decide this row." },
  ],
  answer: {
    name: "arbitrate",
    jsonSchema: {
      type: "object",
      properties: { stance: { type: "string", enum: ["up", "down"], description: "Which way." } },
      required: ["stance"],
      additionalProperties: false,
    },
  },
  seed: 77,
  sample: 0,
};
const TEXT = '{"stance":"up"}';

/** Everything of an error that could end up in a record: message, stack, fields, causes. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? "";
  const fields = JSON.stringify(error, Object.getOwnPropertyNames(error));
  return `${error.message} ${error.stack} ${fields} ${error.cause ? wordsOf(error.cause) : ""}`;
}

/** One promise, tested against a fresh server that gives a good reply until it is told otherwise. */
interface Line {
  readonly title: string;
  readonly test: (server: ProviderServer, model: ChatModel) => Promise<void>;
}

/** Runs the contract against one model. */
export function testChatModel(name: string, open: OpenModel, options: ContractOptions = {}): void {
  const { wire, hangsUp = true } = options;
  const baseURLOf = ({ origin }: ProviderServer): string => `${origin}${wire?.path ?? ""}`;
  const run = async ({ test }: Line): Promise<void> => {
    await using server = await serveProvider();
    if (wire) server.answer(wire.reply(TEXT, wire.finishes.stop ?? "stop"));
    await test(server, await open(KEY, baseURLOf(server)));
  };
  const lines: readonly Line[] = [
    {
      title: "keeps id and origin, which hold no key and no address",
      test: async (server, model) => {
        const again = await open(KEY, baseURLOf(server));
        expect([again.id, again.origin]).toEqual([model.id, model.origin]);
        await model.complete(REQUEST);
        expect([model.id, model.origin]).toEqual([again.id, again.origin]);
        expect(model.id).not.toBe("");
        expect(JSON.stringify(model)).not.toContain(KEY);
        expect(JSON.stringify(model)).not.toContain(server.origin.replace("http://", ""));
      },
    },
    {
      title: "gives text, finish and token counts",
      test: async (server, model) => {
        const reply = await model.complete(REQUEST);
        expect(reply.text).toMatch(/\S/);
        expect(reply.finish).toBe("stop");
        for (const tokens of [reply.promptTokens, reply.completionTokens]) {
          expect(tokens === null || (Number.isInteger(tokens) && tokens >= 0)).toBe(true);
        }
        expect(JSON.stringify(reply)).not.toContain(KEY);
        expect(server.seen).toHaveLength(wire ? 1 : 0);
      },
    },
    ...(wire ? linesOfCalls(wire, hangsUp) : []),
  ];

  describe(`the contract of ${name}`, () => {
    it.for(lines)("$title", async (line) => {
      expect.hasAssertions();
      await run(line);
    });
  });
}

/** The lines that need someone at the other end. */
function linesOfCalls(wire: Wire, hangsUp: boolean): readonly Line[] {
  const lines: Line[] = [];
  const line = (title: string, test: Line["test"]): void => void lines.push({ title, test });

  line("gives the text as it was sent, with its tokens", async (server, model) => {
    for (const text of [TEXT, "```json\n{}\n```", "Buy, I would say."]) {
      server.answer(wire.reply(text, wire.finishes.stop ?? "stop"));
      expect(await model.complete(REQUEST)).toMatchObject({
        text,
        promptTokens: 21,
        completionTokens: 4,
      });
    }
  });

  line("sends the messages and the answer's form", async (server, model) => {
    await model.complete(REQUEST);
    const sent = JSON.stringify(server.seen);
    for (const words of ["You decide alone.", "Decide this row.", "Which way.", "stance"]) {
      expect(sent).toContain(words);
    }
  });

  for (const finish of ["length", "refusal"] as const) {
    const said = wire.finishes[finish];
    if (said === null) continue;
    line(`tells a ${finish} from a reply`, async (server, model) => {
      server.answer(wire.reply('{"stance":', said));
      expect(await model.complete(REQUEST)).toMatchObject({ finish });
    });
  }

  for (const status of [401, 403, 404]) {
    line(`stops the run at status ${status}, without the key`, async (server, model) => {
      server.answer(json(wire.error(`refused ${KEY}`), status));
      const fault = await faultOf(model.complete(REQUEST));
      expect(fault).toBeInstanceOf(StoppedError);
      expect(wordsOf(fault)).not.toContain(KEY);
      expect(server.seen).toHaveLength(1);
    });
  }

  const faults: readonly (readonly [number, CallFaultKind])[] = [
    [400, "bad request"],
    [429, "rate limit"],
    [500, "server error"],
    [503, "overloaded"],
  ];
  for (const [status, kind] of faults) {
    line(`fails the one call at status ${status}: ${kind}`, async (server, model) => {
      server.answer(json(wire.error(`refused ${KEY}`), status));
      const fault = await faultOf(model.complete(REQUEST));
      expect(fault).toBeInstanceOf(CallFault);
      expect(fault).toMatchObject({ kind, retryAfterMs: null });
      expect(wordsOf(fault)).not.toContain(KEY);
      expect(wordsOf(fault)).not.toContain(server.origin);
      expect(server.seen).toHaveLength(1);
    });
  }

  line("hands over how long it was asked to wait", async (server, model) => {
    const said = wire.wait?.(7) ?? wire.error("slow down");
    server.answer(json(said, 429, { "retry-after": "7" }));
    const fault = await faultOf(model.complete(REQUEST));
    expect(fault).toMatchObject({ kind: "rate limit", retryAfterMs: 7000 });
    expect(server.seen).toHaveLength(1);
  });

  line("fails the one call when no one is there", async (server, model) => {
    await server[Symbol.asyncDispose]();
    const fault = await faultOf(model.complete(REQUEST));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({ kind: "connection" });
    expect(wordsOf(fault)).not.toContain(KEY);
    expect(server.seen).toEqual([]);
  });

  line("ends at once when it is told to", async (server, model) => {
    server.answer(null);
    const controller = new AbortController();
    const startedMs = performance.now();
    setTimeout(() => controller.abort(), 300);
    const fault = await faultOf(model.complete(REQUEST, { signal: controller.signal }));
    expect(fault).toBeInstanceOf(Error);
    expect(performance.now() - startedMs).toBeLessThan(2500);
    expect(server.seen).toHaveLength(1);
    await expect.poll(() => server.cut()).toBe(hangsUp ? 1 : 0);
    await faultOf(model.complete(REQUEST, { signal: controller.signal }));
    expect(server.seen).toHaveLength(1);
  });
  return lines;
}
