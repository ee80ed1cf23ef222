import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import { CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import {
  CircuitBreaker,
  makeGuardedModel,
} from "../../../../nodes/models/failures/circuit-breaker.ts";
import { faultOf, thrownBy } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";

const down = () => Promise.reject(new CallFault("connection", "m: no connection"));
const up = () => Promise.resolve("reply");

async function failTimes(breaker: CircuitBreaker, times: number): Promise<unknown> {
  let last: unknown;
  for (let i = 0; i < times; i += 1) last = await faultOf(breaker.guard(down));
  return last;
}

describe("a circuit breaker", () => {
  it("lets failures through until too many came in a row, then stops", async () => {
    const breaker = new CircuitBreaker();
    expect(await failTimes(breaker, 4)).toBeInstanceOf(CallFault);
    const stop = await faultOf(breaker.guard(down));
    expect(stop).toBeInstanceOf(StoppedError);
    expect(stop).toMatchObject({
      message:
        "5 model calls in a row failed (last: m: no connection); the service seems to be down",
    });
  });

  it("starts counting anew after any success", async () => {
    const breaker = new CircuitBreaker({ failuresToStop: 2 });
    for (let i = 0; i < 3; i += 1) {
      expect(await failTimes(breaker, 1)).toBeInstanceOf(CallFault);
      expect(await breaker.guard(up)).toBe("reply");
    }
    expect(await failTimes(breaker, 2)).toBeInstanceOf(StoppedError);
  });

  it("stays open, and begins no further call", async () => {
    const breaker = new CircuitBreaker({ failuresToStop: 1 });
    const stop = await failTimes(breaker, 1);
    let begun = 0;
    const again = breaker.guard(() => {
      begun += 1;
      return up();
    });
    expect(await faultOf(again)).toBe(stop);
    expect(begun).toBe(0);
  });

  it("gives the reply of a call that was under way when it opened, and does not close for it", async () => {
    const breaker = new CircuitBreaker({ failuresToStop: 1 });
    const underWay = breaker.guard(() => sleep(20, "late"));
    const stop = await failTimes(breaker, 1);
    expect(await underWay).toBe("late");
    expect(await faultOf(breaker.guard(up))).toBe(stop);
  });

  it.each([
    ["bad request", "the service takes no such request"],
    ["unreadable reply", "the service seems to speak another protocol"],
    ["timeout", "the service seems to be down"],
  ] as const)("counts a %s, and says what it comes to", async (kind, verdict) => {
    const breaker = new CircuitBreaker({ failuresToStop: 1 });
    const failed = breaker.guard(() => Promise.reject(new CallFault(kind, "m: no")));
    expect(await faultOf(failed)).toMatchObject({
      message: `1 model call in a row failed (last: m: no); ${verdict}`,
    });
  });

  it.each([new TypeError("a bug"), new StoppedError("the key was refused")])(
    "does not count %s",
    async (error) => {
      const breaker = new CircuitBreaker({ failuresToStop: 2 });
      await failTimes(breaker, 1);
      expect(await faultOf(breaker.guard(() => Promise.reject(error)))).toBe(error);
      expect(await breaker.guard(up)).toBe("reply");
    },
  );

  it.each([0, -1, 1.5, Number.NaN])("refuses to stop at %s failures", (failuresToStop) => {
    expect(thrownBy(() => new CircuitBreaker({ failuresToStop }))).toBeInstanceOf(UsageError);
  });
});

describe("a guarded model", () => {
  it("is the model it wraps, with the breaker around each call", async () => {
    const model = scriptedModel("{}");
    const breaker = new CircuitBreaker({ failuresToStop: 1 });
    const guarded = makeGuardedModel(model, breaker);
    expect([guarded.id, guarded.origin]).toEqual([model.id, model.origin]);
    const request = {
      node: "arbitrate",
      messages: [],
      answer: { name: "arbitrate", jsonSchema: {} },
      seed: 0,
      sample: 0,
    } as const;
    expect(await guarded.complete(request)).toMatchObject({ text: "{}" });
    const stop = await failTimes(breaker, 1);
    expect(await faultOf(guarded.complete(request))).toBe(stop);
    expect(model.asked).toHaveLength(1);
  });
});
