/** `langsmith.json` over several deliveries of one run. */
import { describe, expect, it } from "vitest";
import {
  LANGSMITH_FILE,
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
  const said = deliveries.map((one) => keepDelivery(file, one));
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
    expect(kept).toEqual({ project: "p", url: "u", undelivered: [{ from: 1, to: 2 }] });
  });

  it("of an older version names no rows", () => {
    expect(keptDelivery('{"project":"p","url":"u","rows":3}')).toEqual({
      project: "p",
      url: "u",
      undelivered: [],
    });
  });
});
