import { describe, expect, it } from "vitest";
import { servedFlags, wordsOf } from "../../cli/served-run.ts";
import { UsageError } from "../../data/errors.ts";

describe("HINDCAST_RUN", () => {
  it.each([
    ["", []],
    ["--rows 3:5  --calibrated", ["--rows", "3:5", "--calibrated"]],
    [
      `--map "close=Last price" --data 'my bars.csv'`,
      ["--map", "close=Last price", "--data", "my bars.csv"],
    ],
  ])("%j is read word by word", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ["--without nobody", "HINDCAST_RUN: expected switches of hindcast run: "],
    ["--out here", "unknown option '--out'"],
    ['--data "a.csv', "HINDCAST_RUN: expected quotes in pairs, was "],
  ])("%j is refused", (text, why) => {
    expect(() => servedFlags(text)).toThrow(UsageError);
    expect(() => servedFlags(text)).toThrow(why);
  });
});
