import { describe, expect, it } from "vitest";
import { choiceText, renewedHeads, runToShow } from "../../../dashboard/page/logic/run-list.ts";
import { runHead as head } from "../../support/run-head.ts";

describe("the list of runs asked for again", () => {
  it("stays the same object where nothing changed", () => {
    const before = [head("a"), head("b")];
    expect(renewedHeads(before, [head("a"), head("b")])).toBe(before);
  });

  it("keeps the heads that stayed the same, and takes on the others", () => {
    const before = [head("a"), head("b", { fault: "broken" })];
    const now = renewedHeads(before, [head("a"), head("b"), head("c")]);
    expect(now[0]).toBe(before[0]);
    expect(now[1]?.fault).toBeNull();
    expect(now.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  });

  it("tells a run whose files are others from what it was", () => {
    const before = [head("a")];
    const versions = { series: "a", marks: "c" };
    expect(renewedHeads(before, [head("a", { versions })])).not.toBe(before);
  });

  it("is another list where a run is gone, or the order is another", () => {
    const before = [head("a"), head("b")];
    expect(renewedHeads(before, [head("a")])).toHaveLength(1);
    expect(renewedHeads(before, [head("b"), head("a")]).map(({ id }) => id)).toEqual(["b", "a"]);
  });
});

describe("the run to show", () => {
  const heads = [head("a", { fault: "broken" }), head("b"), head("c")];

  it.each([
    ["c", "b", "c"],
    [null, null, "b"],
    [null, "c", "c"],
    ["gone", null, "b"],
    ["gone", "c", "c"],
    ["a", null, "a"],
  ])("for the address %s, after %s, is %s", (named, unnamed, shown) => {
    expect(runToShow(heads, named, unnamed)?.id).toBe(shown);
  });

  it("is a broken one where all are, and none where there is none", () => {
    expect(runToShow(heads.slice(0, 1), null, null)?.id).toBe("a");
    expect(runToShow([], "a", "a")).toBeNull();
  });

  it("stays, when one that comes before it is mended", () => {
    expect(runToShow([head("a"), head("b")], null, "b")?.id).toBe("b");
  });
});

describe("a run's words in a choice", () => {
  it("are its directory's name, its state, and its id where others have that name", () => {
    const twins = [head("1", { name: "x" }), head("2", { name: "x" }), head("3")];
    expect(twins.map((each) => choiceText(each, twins))).toEqual(["x · 1", "x · 2", "3"]);
    expect(choiceText(head("a", { state: "under way" }), [])).toBe("a (under way)");
    expect(choiceText(head("a", { state: "under way", fault: "f" }), [])).toBe("a (broken)");
  });
});
