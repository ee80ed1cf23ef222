import { describe, expect, it } from "vitest";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { finishOf } from "../../../../nodes/models/providers/finish-reasons.ts";
import { thrownBy } from "../../../support/fault.ts";

const CONTEXT = {
  model: "m",
  redact: (text: string) => text.replaceAll("sk-1", "[key]"),
  strikeKey: (text: string) => text,
};

describe("finishOf", () => {
  it.each([
    ["stop", "stop"],
    ["STOP", "stop"],
    ["end_turn", "stop"],
    ["stop_sequence", "stop"],
    ["COMPLETE", "stop"],
    ["eos", "stop"],
    ["tool_calls", "stop"],
    ["", "stop"],
    [null, "stop"],
    [undefined, "stop"],
    ["length", "length"],
    ["MAX_TOKENS", "length"],
    ["content_filter", "refusal"],
    ["SAFETY", "refusal"],
  ] as const)("takes %s for %s", (reason, finish) => {
    expect(finishOf(reason, CONTEXT)).toBe(finish);
  });

  it.each([
    ["error", '"error"'],
    ["abort", '"abort"'],
    ["OTHER", '"OTHER"'],
    ["load", '"load"'],
    ["toString", '"toString"'],
    ["sk-1", '"[key]"'],
    [7, '"7"'],
  ])("takes %s for no end of a reply, and names it", (reason, named) => {
    const fault = thrownBy(() => finishOf(reason, CONTEXT));
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "unreadable reply",
      passing: true,
      message: `m: the reply ended for an unknown reason, ${named}`,
    });
  });
});
