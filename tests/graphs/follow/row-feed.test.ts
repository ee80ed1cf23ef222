import { describe, expect, it } from "vitest";
import { RowFeed } from "../../../graphs/follow/row-feed.ts";

function feedOf(decided: readonly number[] = []) {
  const arrived: number[] = [];
  const feed = new RowFeed({
    onArrival: (row) => arrived.push(row),
    isDecided: (row) => decided.includes(row),
  });
  return { feed, arrived };
}

async function take(feed: RowFeed, into: number[]): Promise<void> {
  for await (const row of feed) into.push(row);
}

describe("a feed of rows", () => {
  it("hands each row to one taker, in order, and lets them wait for more", async () => {
    const { feed } = feedOf();
    const [taken, also]: [number[], number[]] = [[], []];
    const takers = [take(feed, taken), take(feed, also)];
    feed.offer(3);
    await Promise.resolve();
    feed.offer(5);
    feed.end();
    await Promise.all(takers);
    expect([...taken, ...also].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
  });

  it("lets rows arrive as they are taken, no sooner, those decided before with the next that is not", async () => {
    const { feed, arrived } = feedOf([1, 2, 4]);
    feed.offer(5);
    expect(arrived).toEqual([]);
    expect(await feed.next()).toEqual({ done: false, value: 0 });
    expect(arrived).toEqual([0]);
    expect(await feed.next()).toEqual({ done: false, value: 3 });
    expect(arrived).toEqual([0, 1, 2, 3]);
    const last = feed.next();
    expect(arrived).toEqual([0, 1, 2, 3, 4]);
    feed.end();
    expect(await last).toEqual({ done: true, value: undefined });
  });

  it("ends for all takers when one leaves", async () => {
    const { feed, arrived } = feedOf();
    const waiting = [take(feed, []), take(feed, [])];
    feed.offer(1);
    await feed.return();
    await Promise.all(waiting);
    feed.offer(9);
    expect(await feed.next()).toEqual({ done: true, value: undefined });
    expect(arrived).toEqual([0]);
  });
});
