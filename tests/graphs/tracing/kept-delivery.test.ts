/** `langsmith.json` over several deliveries of one run. */
import { describe, expect, it } from "vitest";
import {
  LANGSMITH_FILE,
  holdsRow,
  keepDelivery,
  keptDelivery,
} from "../../../graphs/tracing/kept-delivery.ts";
import type { Delivery } from "../../../graphs/tracing/langsmith-tracing.ts";

function delivery(delivered: readonly number[], lost: readonly number[], url = "u"): Delivery {
  return {
    report: {
      project: "p",
      url: delivered.length > 0 ? url : null,
      rows: delivered.length,
      lostRows: lost.length,
      feedback: 0,
      lostFeedback: 0,
      reason: lost.length > 0 ? "HTTP 500" : null,
      unkept: null,
    },
    delivered,
    lost,
  };
}

/** What the file says after these deliveries, one after the other. */
function keptAfter(deliveries: readonly Delivery[], start: string | null = null) {
  let text = start;
  const file = {
    read: (name: string) => (name === LANGSMITH_FILE ? text : null),
    write: (_name: string, content: string) => void (text = content),
  };
  const said = deliveries.map((one) => keepDelivery(file, one) !== null);
  return { said, kept: keptDelivery(text), text };
}

describe("what is kept of deliveries", () => {
  it("names the rows that did not arrive, as ranges, in order", () => {
    const { kept } = keptAfter([delivery([4], [9, 0, 1, 2, 7])]);
    expect(kept?.undelivered).toEqual([
      { from: 0, to: 3 },
      { from: 7, to: 8 },
      { from: 9, to: 10 },
    ]);
  });

  it("forgets a lost row once it is sent, and neither an address nor the other lost rows", () => {
    const { kept } = keptAfter([delivery([0], [1, 2, 3]), delivery([2], [5])]);
    expect(kept).toMatchObject({
      url: "u",
      undelivered: [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
        { from: 5, to: 6 },
      ],
    });
    expect(keptAfter([delivery([0], []), delivery([], [1])]).kept?.url).toBe("u");
  });

  it("does not take another project's rows or address for this one's", () => {
    const other = JSON.stringify({ project: "q", url: "v", undelivered: [{ from: 0, to: 5 }] });
    expect(keptAfter([delivery([], [7])], other).kept).toEqual({
      project: "p",
      url: null,
      delivered: [],
      undelivered: [{ from: 7, to: 8 }],
    });
  });

  it("stays as it is where no row was to be sent", () => {
    const { said, text } = keptAfter([delivery([], [])], "{}");
    expect([said, text]).toEqual([[false], "{}"]);
  });

  it.each([
    "not JSON",
    "[]",
    '{"project":"p","url":"v","undelivered":[{"from":0,"to":1e15}]}',
    '{"project":"p","url":"v","undelivered":[{"from":-1,"to":2}]}',
  ])("is written anew over %j", (broken) => {
    const { kept } = keptAfter([delivery([0], [1])], broken);
    expect(kept).toEqual({
      project: "p",
      url: "u",
      delivered: [{ from: 0, to: 1 }],
      undelivered: [{ from: 1, to: 2 }],
    });
  });

  it("takes no row for delivered that it was never told of, such as one decided before a kill", () => {
    const { kept } = keptAfter([delivery([5, 6], [7]), delivery([9], [])]);
    const held = [4, 5, 6, 7, 8, 9].filter((row) => kept && holdsRow(kept, row));
    expect(held).toEqual([5, 6, 9]);
  });

  it("takes a delivered row for lost once it was sent anew in vain", () => {
    const { kept } = keptAfter([delivery([5, 6], []), delivery([], [6])]);
    expect([5, 6].map((row) => kept && holdsRow(kept, row))).toEqual([true, false]);
  });

  it("goes on saying of an older file's rows what that file said", () => {
    const older = JSON.stringify({ project: "p", url: "u", undelivered: [{ from: 0, to: 2 }] });
    const { kept } = keptAfter([delivery([9], [3])], older);
    expect([1, 2, 3, 9].map((row) => kept && holdsRow(kept, row))).toEqual([
      false,
      true,
      false,
      true,
    ]);
  });

  it("that cannot be written is told of, and throws nothing", () => {
    const full = {
      read: () => null,
      write: () => {
        throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
      },
    };
    expect(keepDelivery(full, delivery([0], []))).toMatchObject({ rows: 1, unkept: "ENOSPC" });
  });

  it("of an older version names no rows", () => {
    expect(keptDelivery('{"project":"p","url":"u","rows":3}')).toEqual({
      project: "p",
      url: "u",
      undelivered: [],
    });
  });
});
