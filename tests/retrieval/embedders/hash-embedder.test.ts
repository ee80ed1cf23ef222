import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dot } from "../../../retrieval/cosine.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";

const embedder = makeHashEmbedder();

async function vectorOf(text: string): Promise<Float32Array> {
  const [vector] = await embedder.embed([text]);
  return vector ?? new Float32Array();
}

async function similarity(a: string, b: string): Promise<number> {
  return dot(await vectorOf(a), await vectorOf(b));
}

describe("the hash embedder", () => {
  it("states its name and size", () => {
    expect([embedder.id, embedder.dimensions]).toEqual(["hash:256", 256]);
  });

  it("keeps its vectors from release to release", async () => {
    const vector = await vectorOf("Bitcoin falls");
    const places = [...vector.entries()].filter(([, component]) => component !== 0);
    // Three terms, bitcoin, falls and the pair, of weight 1 each: components of ±1/√3.
    const size = Math.fround(1 / Math.sqrt(3));
    expect(places).toEqual([
      [49, -size],
      [68, size],
      [173, -size],
    ]);
  });

  it("counts a word said n times as 1 + ln n", async () => {
    const once = await vectorOf("halving");
    // Three times the word, twice the pair "halving halving".
    const thrice = await vectorOf("halving halving halving");
    const [word, pair] = [1 + Math.log(3), 1 + Math.log(2)];
    expect(Math.abs(dot(once, thrice))).toBeCloseTo(word / Math.hypot(word, pair), 6);
  });

  it.each([
    ["case and punctuation", "Bitcoin, FALLS!", "bitcoin falls"],
    ["compatibility forms", "ＢＴＣ ﬁnally", "btc finally"],
    ["composed and decomposed accents", "récord histórico", "re\u0301cord histo\u0301rico"],
  ])("looks past %s", async (_what, a, b) => {
    expect(await vectorOf(a)).toEqual(await vectorOf(b));
  });

  it("tells accents, order and words apart", async () => {
    expect(await similarity("récord", "record")).toBeLessThan(0.5);
    expect(await similarity("bulls beat bears", "bears beat bulls")).toBeLessThan(0.9);
  });

  it("ranks shared wording above none, in Spanish too", async () => {
    const text = "El precio de bitcoin cae por debajo de los 95.000 dólares tras nuevos aranceles";
    const near = "Bitcoin cae con fuerza tras los aranceles; el precio pierde 95.000 dólares";
    const far = "La cosecha de aceitunas mejora este año gracias a las lluvias de otoño";
    expect(await similarity(text, near)).toBeGreaterThan((await similarity(text, far)) + 0.3);
  });

  it.each(["", "  \n", "?!… —"])("gives %j, which has no words, zeros", async (text) => {
    expect((await vectorOf(text)).every((component) => component === 0)).toBe(true);
  });

  it("gives a text of words unit length, and the same vector whatever stands beside it", async () => {
    const texts = fc.array(fc.lorem({ maxCount: 12 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(texts, async (many) => {
        const together = await embedder.embed(many);
        for (const [i, text] of many.entries()) {
          const alone = await vectorOf(text);
          expect(together[i]).toEqual(alone);
          expect(dot(alone, alone)).toBeCloseTo(1, 5);
        }
      }),
    );
  });
});
