import { describe, expect, it } from "vitest";
import {
  layeredStore,
  storedPart,
  storedReplySchema,
} from "../../../../nodes/models/replies/reply-store.ts";
import { memoryReplies, stored } from "./fakes.ts";
import { testReplyStore } from "./reply-store.contract.ts";

const fixed = (...entries: Parameters<typeof memoryReplies>[0] & object) => ({
  ...memoryReplies(entries),
  readOnly: true,
});

describe("a store in memory", () => {
  testReplyStore(() => memoryReplies());
});

describe("layered stores", () => {
  testReplyStore(() => layeredStore([fixed(), memoryReplies(), memoryReplies()]));

  it("read in order", async () => {
    const store = layeredStore([
      fixed(["a", stored("first")]),
      memoryReplies([
        ["a", stored("second")],
        ["b", stored("second")],
      ]),
    ]);
    const texts = await Promise.all(["a", "b", "c"].map((key) => store.read(key)));
    expect(texts).toEqual([stored("first"), stored("second"), null]);
  });

  it("write to the first that takes replies, and to no other", async () => {
    const [first, second, third] = [fixed(), memoryReplies(), memoryReplies()];
    await layeredStore([first, second, third]).write("a", stored("x"));
    expect([first.written, second.written, third.written]).toEqual([[], ["a"], []]);
  });

  it("are read-only when all are, and refuse", async () => {
    const store = layeredStore([fixed(), fixed()]);
    expect(store.readOnly).toBe(true);
    await expect(store.write("a", stored("x"))).rejects.toThrow(
      "layered store: none of its stores takes replies",
    );
  });
});

describe("what is stored", () => {
  it("is the reply without how it was come by", () => {
    const reply = { ...stored("x"), costUsd: 1, cached: true, retries: 2, latencyMs: 3 };
    expect(storedPart(reply)).toEqual(stored("x"));
  });

  it.each([
    ["a field more", { ...stored("x"), costUsd: 1 }],
    ["a field less", { text: "x", finish: "stop", promptTokens: 1 }],
    ["another finish", { ...stored("x"), finish: "tool" }],
    ["tokens below 0", { ...stored("x"), promptTokens: -1 }],
    ["half a token", { ...stored("x"), completionTokens: 0.5 }],
  ])("is no %s", (_what, value) => {
    expect(storedReplySchema.safeParse(stored("x")).success).toBe(true);
    expect(storedReplySchema.safeParse(value).success).toBe(false);
  });
});
