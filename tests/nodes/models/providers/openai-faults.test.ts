import { describe, expect, it } from "vitest";
import { StoppedError } from "../../../../data/errors.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import { clientFault } from "../../../../nodes/models/providers/openai-faults.ts";

const struck = (text: string): string => text.replaceAll("sk-1", "[key]");

describe("clientFault", () => {
  it.each([new CallFault("timeout", "late"), new StoppedError("no key")])("leaves %s", (error) => {
    expect(clientFault(error, "m", struck)).toBe(error);
  });

  it.each([
    [new TypeError("cannot read sk-1", { cause: "sk-1" }), "m: cannot read [key]"],
    ["sk-1 thrown bare", "m: [key] thrown bare"],
  ])("names the model once in the place of %s, and keeps no cause", (error, message) => {
    const fault = clientFault(clientFault(error, "m", struck), "m", struck);
    expect(fault.message).toBe(message);
    expect(fault).not.toBeInstanceOf(CallFault);
    expect(fault).not.toHaveProperty("cause");
  });
});
