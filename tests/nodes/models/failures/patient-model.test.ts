import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { StoppedError, UsageError } from "../../../../data/errors.ts";
import type { CallOptions, ChatModel, ChatRequest } from "../../../../nodes/models/chat-model.ts";
import { CALL_FAULTS, CallFault } from "../../../../nodes/models/failures/call-fault.ts";
import {
  type Patience,
  makePatientModel,
} from "../../../../nodes/models/failures/patient-model.ts";
import { faultOf, thrownBy } from "../../../support/fault.ts";
import { scriptedModel } from "../../../support/scripted-model.ts";

const REQUEST: ChatRequest = {
  node: "arbitrate",
  messages: [{ role: "user", content: "Decide." }],
  answer: { name: "arbitrate", jsonSchema: {} },
  seed: 0,
  sample: 0,
};

const busy = (retryAfterMs: number | null = null) =>
  new CallFault("overloaded", "m: 503 busy", { retryAfterMs });

const faults = (count: number) => Array.from({ length: count }, () => busy());

/** A model that throws these errors in turn and then answers; waits are written down, not waited. */
function failing(errors: readonly Error[], patience: Patience = {}) {
  const script = scriptedModel("{}");
  const waits: number[] = [];
  let tries = 0;
  const model: ChatModel = {
    ...script,
    complete: (request) => {
      tries += 1;
      const error = errors[tries - 1];
      return error ? Promise.reject(error) : script.complete(request);
    },
  };
  const patient = makePatientModel(model, {
    sleep: (ms) => Promise.resolve(waits.push(ms)),
    ...patience,
  });
  return {
    ask: (request = REQUEST) => patient.complete(request),
    waits,
    tries: () => tries,
    patient,
  };
}

/** A model that never answers and heeds no signal, but keeps it. */
function deafModel() {
  const signals: (AbortSignal | undefined)[] = [];
  const model: ChatModel = {
    ...scriptedModel(),
    complete: (_request, options?: CallOptions) => {
      signals.push(options?.signal);
      return new Promise(() => {});
    },
  };
  return { model, signals };
}

/** A patient model whose drain is at hand; its own timer waits. */
function draining(complete: ChatModel["complete"], patience: Patience = {}) {
  const controller = new AbortController();
  const patient = makePatientModel(
    { ...scriptedModel(), complete },
    { ...patience, drain: controller.signal },
  );
  return { patient, drain: () => controller.abort() };
}

describe("a patient model", () => {
  it("is the model it wraps by id and origin", () => {
    const { patient } = failing([]);
    expect(patient.id).toBe("scripted");
    expect(patient.origin).toEqual(scriptedModel().origin);
  });

  it.each([0, 1, 4])("gives the reply after %i failed tries, and counts them", async (failed) => {
    const { ask, waits } = failing(faults(failed));
    expect(await ask()).toMatchObject({ text: "{}", retries: failed });
    expect(waits).toHaveLength(failed);
  });

  it("gives up after the last try, saying how many there were", async () => {
    const { ask, tries, waits } = failing(Array.from({ length: 9 }, () => busy(10)));
    const fault = await faultOf(ask());
    expect(fault).toBeInstanceOf(CallFault);
    expect(fault).toMatchObject({
      kind: "overloaded",
      message: "m: 503 busy (5 tries)",
      retryAfterMs: 10,
    });
    expect([tries(), waits.length]).toEqual([5, 4]);
  });

  it("tries once when it is told to", async () => {
    const { ask, tries } = failing([busy()], { maxRetries: 0 });
    expect(await faultOf(ask())).toMatchObject({ message: "m: 503 busy (1 try)" });
    expect(tries()).toBe(1);
  });

  it.each(CALL_FAULTS)("tries again after a fault of kind %s only if it may pass", async (kind) => {
    const fault = new CallFault(kind, "m: no");
    const { ask, tries } = failing([fault]);
    const [outcome] = await Promise.allSettled([ask()]);
    expect([outcome.status, tries()]).toEqual(fault.passing ? ["fulfilled", 2] : ["rejected", 1]);
  });

  it.each([new StoppedError("the key was refused"), new TypeError("a bug")])(
    "lets %s through at once",
    async (error) => {
      const { ask, tries } = failing([error]);
      expect(await faultOf(ask())).toBe(error);
      expect(tries()).toBe(1);
    },
  );
});

describe("its waits", () => {
  it("double at most, with full jitter, up to the longest", async () => {
    const { ask, waits } = failing(faults(8), {
      maxRetries: 8,
      firstDelayMs: 100,
      maxDelayMs: 1000,
    });
    await ask();
    const bounds = [100, 200, 400, 800, 1000, 1000, 1000, 1000];
    expect(waits.every((wait, i) => wait >= 0 && wait <= (bounds[i] ?? 0))).toBe(true);
    expect(new Set(waits).size).toBe(8);
  });

  it("are the same for the same request and seed, whatever else is asked", async () => {
    const waitsOf = async (seed: number, request = REQUEST) => {
      const { ask, waits } = failing(faults(4), { seed });
      await ask(request);
      return waits;
    };
    const first = await waitsOf(1);
    expect(await waitsOf(1)).toEqual(first);
    expect(await waitsOf(2)).not.toEqual(first);
    expect(await waitsOf(1, { ...REQUEST, seed: 9 })).not.toEqual(first);
  });

  it("are at least as long as the server asks for", async () => {
    const { ask, waits } = failing([busy(7000), busy(0)], { firstDelayMs: 100 });
    await ask();
    expect(waits[0]).toBeGreaterThanOrEqual(7000);
    expect(waits[0]).toBeLessThan(7100);
    expect(waits[1]).toBeLessThan(200);
  });

  it("are not taken when the server asks for too long: the run stops, saying when to come back", async () => {
    const { ask, waits, tries } = failing([busy(3_600_000)]);
    const fault = await faultOf(ask());
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({
      message: expect.stringMatching(
        /^m: 503 busy\. The service asks to be left alone for 3600 s, until \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ; the same command then goes on$/,
      ),
    });
    expect([waits.length, tries()]).toEqual([0, 1]);
    expect(await faultOf(failing([busy(1e18)]).ask())).toBeInstanceOf(StoppedError);
    expect(await failing([busy(120_000)]).ask()).toMatchObject({ retries: 1 });
  });

  it("end at once when the call is aborted", async () => {
    const patient = makePatientModel(
      { ...scriptedModel(), complete: () => Promise.reject(busy(100_000)) },
      {},
    );
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const fault = await faultOf(patient.complete(REQUEST, { signal: controller.signal }));
    expect(fault).toBeInstanceOf(StoppedError);
    expect(fault).toMatchObject({ message: "scripted: a call was stopped on request" });
  });
});

describe("draining", () => {
  const STOPPED = { code: "STOPPED", message: "stopped on request" };

  it.each([undefined, new AbortController().signal])(
    "ends a wait that the server asked for at once (signal of the call: %s)",
    async (signal) => {
      let tries = 0;
      const { patient, drain } = draining(() => {
        tries += 1;
        return Promise.reject(busy(100_000));
      });
      setTimeout(drain, 20);
      const startedMs = performance.now();
      const fault = await faultOf(patient.complete(REQUEST, { ...(signal && { signal }) }));
      expect(fault).toBeInstanceOf(StoppedError);
      expect(fault).toMatchObject(STOPPED);
      expect(performance.now() - startedMs).toBeLessThan(2000);
      expect(tries).toBe(1);
    },
  );

  it("does not cut a try under way, nor keep a call from its first", async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { patient, drain } = draining(async (request, options) => {
      signals.push(options?.signal);
      await sleep(30);
      return scriptedModel("{}").complete(request);
    });
    const call = patient.complete(REQUEST);
    drain();
    expect(await call).toMatchObject({ text: "{}", retries: 0 });
    expect(await patient.complete(REQUEST)).toMatchObject({ text: "{}", retries: 0 });
    expect(signals.map((signal) => signal?.aborted)).toEqual([false, false]);
  });

  it("begins no further try after one that failed meanwhile, nor after a wait that heeds no signal", async () => {
    for (const isDrained of [true, false]) {
      const waited: unknown[] = [];
      let tries = 0;
      const { patient, drain } = draining(
        async () => {
          tries += 1;
          if (isDrained) drain();
          return Promise.reject(busy());
        },
        { sleep: () => Promise.resolve(waited.push(drain())) },
      );
      expect(await faultOf(patient.complete(REQUEST))).toMatchObject(STOPPED);
      expect([tries, waited.length]).toEqual([1, isDrained ? 0 : 1]);
    }
  });

  it("leaves a call its own end, and a last try its fault", async () => {
    const { patient, drain } = draining(() => Promise.reject(busy()), { maxRetries: 0 });
    drain();
    expect(await faultOf(patient.complete(REQUEST))).toMatchObject({ kind: "overloaded" });
    const ended = patient.complete(REQUEST, { signal: AbortSignal.abort() });
    expect(await faultOf(ended)).toMatchObject({
      message: "scripted: a call was stopped on request",
    });
  });
});

describe("a try", () => {
  it("that takes too long is aborted and given up, even by a model that heeds no signal", async () => {
    const { model, signals } = deafModel();
    const patient = makePatientModel(model, { timeoutMs: 20, maxRetries: 2, firstDelayMs: 1 });
    expect(await faultOf(patient.complete(REQUEST))).toMatchObject({
      kind: "timeout",
      message: "scripted: no reply within 20 ms (3 tries)",
    });
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true, true]);
    expect(new Set(signals).size).toBe(3);
  });

  it("ends at once when the call is aborted, and none comes after it", async () => {
    const { model, signals } = deafModel();
    const controller = new AbortController();
    const reason = new StoppedError("enough");
    setTimeout(() => controller.abort(reason), 20);
    const call = makePatientModel(model).complete(REQUEST, { signal: controller.signal });
    expect(await faultOf(call)).toBe(reason);
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  });

  it("is not begun when the call was aborted before", async () => {
    const { model, signals } = deafModel();
    const call = makePatientModel(model).complete(REQUEST, { signal: AbortSignal.abort() });
    expect(await faultOf(call)).toBeInstanceOf(StoppedError);
    expect(signals).toEqual([]);
  });
});

it.each([
  [{ maxRetries: -1 }, "maxRetries"],
  [{ maxRetries: 1.5 }, "maxRetries"],
  [{ firstDelayMs: Number.NaN }, "firstDelayMs"],
  [{ maxDelayMs: Number.POSITIVE_INFINITY }, "maxDelayMs"],
  [{ timeoutMs: 0 }, "timeoutMs"],
  [{ timeoutMs: 2 ** 31 }, "timeoutMs"],
  [{ maxRetryAfterMs: -1 }, "maxRetryAfterMs"],
  [{ seed: 0.5 }, "seed"],
])("makePatientModel refuses %o", (patience, name) => {
  const fault = thrownBy(() => makePatientModel(scriptedModel(), patience));
  expect(fault).toBeInstanceOf(UsageError);
  expect(fault).toMatchObject({ message: expect.stringMatching(new RegExp(`^${name}: expected`)) });
});
