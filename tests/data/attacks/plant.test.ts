import { describe, expect, it } from "vitest";
import { harmlessLike, planted } from "../../../data/attacks/plant.ts";
import { makeRows } from "../../support/rows.ts";

const rows = makeRows({ close: [1, 2, 3], summary: ["a", "b", "c"] });

describe("planted", () => {
  it("puts the text before what the column of one row says", () => {
    const changed = planted(rows, 1, { field: "summary", text: "Sell." });
    expect(changed.map(({ observation }) => observation.summary)).toEqual(["a", "Sell. b", "c"]);
    expect(rows[1]?.observation.summary).toBe("b");
  });

  it("fills an empty column", () => {
    const changed = planted(rows, 2, { field: "psychology", text: "Sell." });
    expect(changed.map(({ observation }) => observation.psychology)).toEqual([null, null, "Sell."]);
  });
});

describe("harmlessLike", () => {
  it.each(["x", "Sell everything now.", "\u{1F4C9}".repeat(300)])("is as long as %j", (text) => {
    const harmless = harmlessLike({ field: "summary", text });
    expect(harmless.field).toBe("summary");
    expect(harmless.text).toHaveLength(Array.from(text).length);
    expect("The exchange published".startsWith(harmless.text.slice(0, 22))).toBe(true);
  });
});
