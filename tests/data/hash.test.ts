import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, hashOf, sha256 } from "../../data/hash.ts";

describe("sha256", () => {
  it("gives the digests that FIPS 180-4 publishes", () => {
    expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("takes text as its UTF-8 bytes", () => {
    expect(sha256("ñ€")).toBe(sha256(new TextEncoder().encode("ñ€")));
  });
});

describe("canonicalJson", () => {
  it("sorts keys at every depth and leaves lists in order", () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }, 0], a: { z: null, y: "é" } })).toBe(
      '{"a":{"y":"é","z":null},"b":[{"c":2,"d":1},0]}',
    );
  });

  it("sorts by code unit, whatever the locale, and drops undefined fields", () => {
    expect(canonicalJson({ ä: 1, a: 2, B: 3, z: undefined })).toBe('{"B":3,"a":2,"ä":1}');
  });

  it("is plain JSON of the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("does not depend on the order in which fields were set", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (fields) => {
        const backwards = Object.fromEntries(Object.entries(fields).toReversed());
        expect(hashOf(backwards)).toBe(hashOf(fields));
      }),
    );
  });

  it("tells values apart that differ", () => {
    expect(hashOf({ seed: 1 })).not.toBe(hashOf({ seed: "1" }));
    expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
  });
});
