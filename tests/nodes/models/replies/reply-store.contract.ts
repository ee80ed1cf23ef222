/** What every reply store that takes replies promises, run against each one. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../../data/hash.ts";
import type { ReplyStore, StoredReply } from "../../../../nodes/models/replies/reply-store.ts";
import { stored } from "./fakes.ts";

const KEY = sha256("a question");

const tokens = fc.option(fc.nat(), { nil: null });
const replies: fc.Arbitrary<StoredReply> = fc.record({
  text: fc.string({ unit: "grapheme" }),
  finish: fc.constantFrom("stop", "length", "refusal"),
  promptTokens: tokens,
  completionTokens: tokens,
});

/** Declares the suite for one kind of store. */
export function testReplyStore(makeStore: () => ReplyStore): void {
  describe("the reply store contract", () => {
    it("takes replies", () => {
      expect(makeStore().readOnly ?? false).toBe(false);
    });

    it("has no reply that was not written", async () => {
      const store = makeStore();
      await store.write(sha256("another"), stored("x"));
      expect(await store.read(KEY)).toBeNull();
    });

    it("gives back the reply that was written, whole", async () => {
      const store = makeStore();
      await fc.assert(
        fc.asyncProperty(fc.string(), replies, async (name, reply) => {
          await store.write(sha256(name), reply);
          expect(await store.read(sha256(name))).toEqual(reply);
        }),
        { numRuns: 30 },
      );
    });

    it("keeps the later of two replies", async () => {
      const store = makeStore();
      await store.write(KEY, stored("first"));
      await store.write(KEY, stored("second"));
      expect(await store.read(KEY)).toEqual(stored("second"));
    });

    it("takes equal replies at once", async () => {
      const store = makeStore();
      await Promise.all([store.write(KEY, stored("x")), store.write(KEY, stored("x"))]);
      expect(await store.read(KEY)).toEqual(stored("x"));
    });
  });
}
