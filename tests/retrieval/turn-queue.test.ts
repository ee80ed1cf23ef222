import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderError } from "../../data/errors.ts";
import { TurnQueue } from "../../retrieval/turn-queue.ts";

async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise(setImmediate);
  return done;
}

function expecting(...rows: number[]): TurnQueue {
  const turns = new TurnQueue();
  for (const row of rows) turns.expect(row);
  return turns;
}

describe("TurnQueue", () => {
  it("holds a row until every earlier one is done", async () => {
    const turns = expecting(3, 5, 8);
    const last = turns.turn(8);
    expect(await settled(turns.turn(3))).toBe(true);
    turns.done(3);
    expect(await settled(last)).toBe(false);
    turns.done(5);
    expect(await settled(last)).toBe(true);
  });

  it("counts a row that never asked, and a row that ended early", async () => {
    const turns = expecting(0, 1, 2);
    const last = turns.turn(2);
    turns.done(1);
    turns.done(1);
    expect(await settled(last)).toBe(false);
    turns.done(0);
    expect(await settled(last)).toBe(true);
  });

  it("lets pass rows never announced, and rows that are done", async () => {
    const turns = expecting(1, 4);
    turns.done(7);
    expect(await settled(turns.turn(7))).toBe(true);
    turns.done(1);
    expect(await settled(turns.turn(1))).toBe(true);
  });

  it("frees a waiting row that is called off", async () => {
    const turns = expecting(1, 4);
    const waiting = turns.turn(4);
    turns.done(4);
    expect(await settled(waiting)).toBe(true);
  });

  it("wakes every caller of one row", async () => {
    const turns = expecting(1, 4);
    const both = Promise.all([turns.turn(4), turns.turn(4)]).then(() => {});
    turns.done(1);
    expect(await settled(both)).toBe(true);
  });

  it.each([4, 3, NaN])("refuses to expect %d after 4", (row) => {
    expect(() => expecting(4, row)).toThrow(OrderError);
  });

  it("passes rows in order, whatever order they ask in and whichever are called off", async () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(rows, { minLength: 8 }),
        fc.subarray(rows),
        async (asking, calledOff) => {
          const turns = expecting(...rows);
          const passed: number[] = [];
          await Promise.all(
            asking.map(async (row) => {
              if (!calledOff.includes(row)) {
                await turns.turn(row);
                passed.push(row);
                await Promise.resolve();
              }
              turns.done(row);
            }),
          );
          expect(passed).toEqual(rows.filter((row) => !calledOff.includes(row)));
        },
      ),
    );
  });
});
