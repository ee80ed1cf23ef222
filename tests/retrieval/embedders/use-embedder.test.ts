import { expect, it } from "vitest";
import { dot } from "../../../retrieval/cosine.ts";
import { makeUseEmbedder } from "../../../retrieval/embedders/use-embedder.ts";

it("places sentences of like meaning together, whatever stands beside them", async () => {
  const embedder = makeUseEmbedder();
  const texts = [
    "Bitcoin price drops sharply after tariff news.",
    "The largest cryptocurrency fell hard on trade war fears.",
    "Mix the flour with butter and bake for forty minutes.",
    "…",
  ];
  const [text, near, far, wordless] = await embedder.embed(texts);
  const none = new Float32Array();
  expect([embedder.id, text?.length]).toEqual(["use:lite-512", embedder.dimensions]);
  expect(dot(text ?? none, text ?? none)).toBeCloseTo(1, 5);
  expect(dot(text ?? none, near ?? none)).toBeGreaterThan(dot(text ?? none, far ?? none) + 0.2);
  expect(wordless).toEqual(new Float32Array(512));
  expect(await embedder.embed([texts[0] ?? ""])).toEqual([text]);
});
