/** What waits to be sent, and what room it takes. */
import { describe, expect, it } from "vitest";
import { Outbox } from "../../../graphs/tracing/outbox.ts";
import { Room } from "../../../graphs/tracing/room.ts";
import { DeliveryFault } from "../../../graphs/tracing/transport.ts";

interface Sender {
  readonly outbox: Outbox<number, number, number>;
  /** Lets the batch that is under way arrive. */
  readonly release: () => void;
}

function outboxIn(room: Room, fail: DeliveryFault | null = null): Sender {
  let release: (() => void) | null = null;
  const outbox = new Outbox<number, number, number>({
    batch: 1,
    batchChars: 100,
    atOnce: 1,
    room,
    keep: (item) => item,
    mark: (item) => item,
    send: async () => {
      await new Promise<void>((resolve) => (release = resolve));
      if (fail) throw fail;
    },
  });
  return { outbox, release: () => release?.() };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("Room", () => {
  it("is taken up to its size, and by what is larger only where nothing else is", () => {
    const room = new Room(10);
    expect([room.take(6), room.take(5), room.take(4), room.take(1)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    room.give(10);
    expect([room.take(50), room.take(1)]).toEqual([true, false]);
  });
});

describe("outboxes that share room", () => {
  it("lose what finds none, whoever takes it up, and have it again once things are sent", async () => {
    const room = new Room(10);
    const [one, other] = [outboxIn(room), outboxIn(room)];
    one.outbox.put(1, 6);
    await turn();
    // Under way, it waits no more.
    one.outbox.put(2, 6);
    other.outbox.put(3, 6);
    expect(other.outbox.report()).toEqual({
      delivered: [],
      lost: [3],
      reason: "the server was too slow",
    });
    one.release();
    await turn();
    other.outbox.put(4, 6);
    await turn();
    one.release();
    other.release();
    await Promise.all([one.outbox.settled(), other.outbox.settled()]);
    expect(one.outbox.report().delivered).toEqual([1, 2]);
    expect(other.outbox.report()).toMatchObject({ delivered: [4], lost: [3] });
    expect(room.take(10)).toBe(true);
  });

  it("give it back when they are closed, and name all that was lost", async () => {
    const room = new Room(10);
    const { outbox, release } = outboxIn(room, new DeliveryFault("HTTP 401", true));
    for (const item of [1, 2, 3]) outbox.put(item, 3);
    await turn();
    release();
    await outbox.settled();
    outbox.put(4, 3);
    const { delivered, lost, reason } = outbox.report();
    expect([delivered, lost, reason]).toEqual([[], [1, 2, 3, 4], "HTTP 401"]);
    expect(room.take(10)).toBe(true);
  });
});

it("loses any number at once where the server refuses, as the feedback on a long run is", async () => {
  const outbox = new Outbox<number, number, number>({
    batch: 1,
    batchChars: 1,
    atOnce: 1,
    keep: (item) => item,
    mark: (item) => item,
    send: () => Promise.reject(new DeliveryFault("HTTP 401", true)),
  });
  for (let item = 0; item < 200_000; item += 1) outbox.put(item, 1);
  await outbox.settled();
  expect(outbox.report().lost).toHaveLength(200_000);
});
