/** `langsmith.json` over several deliveries of one run. */
import { describe, expect, it } from "vitest";
import {
  LANGSMITH_FILE,
  beginKept,
  keepDelivery,
  keptDelivery,
  untoldOf,
} from "../../../graphs/tracing/kept-delivery.ts";
import type { Delivery } from "../../../graphs/tracing/langsmith-tracing.ts";

function delivery(
  delivered: readonly number[],
  lost: readonly number[],
  told: readonly number[] = [],
): Delivery {
  return {
    report: {
      project: "p",
      url: delivered.length > 0 ? "u" : null,
      rows: delivered.length,
      lostRows: lost.length,
      feedback: told.length,
      lostFeedback: 0,
      reason: lost.length > 0 ? "HTTP 500" : null,
      unkept: null,
    },
    delivered,
    lost,
    told,
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
      undelivered: [{ from: 7, to: 8 }],
      told: [],
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
    expect(kept).toEqual({ project: "p", url: "u", undelivered: [{ from: 1, to: 2 }], told: [] });
  });

  it("takes a delivered row for lost once it was sent anew in vain", () => {
    const { kept } = keptAfter([delivery([5, 6], []), delivery([], [6])]);
    expect(kept?.undelivered).toEqual([{ from: 6, to: 7 }]);
  });

  it("that cannot be written is told of, and throws nothing", () => {
    const full = {
      read: () => null,
      write: () => {
        throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
      },
    };
    expect(keepDelivery(full, delivery([0], []))).toMatchObject({ rows: 1, unkept: "ENOSPC" });
    expect(() => beginKept(full, "p", [])).not.toThrow();
  });

  it("of an older version names no rows", () => {
    expect(keptDelivery('{"project":"p","url":"u","rows":3}')).toEqual({
      project: "p",
      url: "u",
      undelivered: [],
      told: [],
    });
  });

  it("names the rows that were told their outcome, until they are decided anew", () => {
    const first = delivery([0, 1, 2, 3], [], [0, 1, 2]);
    expect(keptAfter([first]).kept?.told).toEqual([{ from: 0, to: 3 }]);
    expect(keptAfter([first, delivery([], [], [3])]).kept?.told).toEqual([{ from: 0, to: 4 }]);
    expect(keptAfter([first, delivery([1], [2])]).kept?.told).toEqual([{ from: 0, to: 1 }]);
  });
});

/** The file after it was begun over this text, in a run of which rows 0, 1 and 4 were decided. */
function begun(text: string | null): string | null {
  let kept = text;
  const write = (_name: string, content: string): void => void (kept = content);
  beginKept({ read: () => kept, write }, "p", [0, 1, 4]);
  return kept;
}

describe("a file that is begun", () => {
  it("names the rows that were decided before, which no trace is sent of", () => {
    const kept = keptDelivery(begun(null));
    expect(kept).toEqual({
      project: "p",
      url: null,
      undelivered: [
        { from: 0, to: 2 },
        { from: 4, to: 5 },
      ],
      told: [],
    });
    expect(kept && untoldOf(kept, [0, 1, 2, 3, 4, 5])).toEqual([2, 3, 5]);
    expect(keptDelivery(begun('{"project":"q","url":"v"}'))).toEqual(kept);
  });

  it("stays as it is where it is of this project already", () => {
    const text = '{"project":"p","url":"u"}';
    expect(begun(text)).toBe(text);
  });
});
