import { describe, expect, it } from "vitest";
import { ablateCommand } from "../../cli/commands/ablate.ts";
import { sayingHowToGoOn } from "../../cli/going-on.ts";

describe("how to go on", () => {
  it.each([
    [
      "in variant no-quant: stopped on request",
      "in variant no-quant: stopped on request. What is done is in m; the same command goes on from there",
    ],
    [
      "in variant baseline: the limit of $1.00 is reached. The same command with a higher --max-cost goes on",
      "in variant baseline: the limit of $1.00 is reached. The same command with a higher --max-cost goes on from what is done in m",
    ],
    [
      "test: the key was refused; the same command then goes on",
      "test: the key was refused; the same command then goes on from what is done in m",
    ],
  ])("is said once: %s", (reason, said) => {
    expect(sayingHowToGoOn(reason, "m")).toBe(said);
  });
});

const ablate = (...args: readonly string[]) =>
  ablateCommand().parseAsync(["--out", "nowhere", ...args], { from: "user" });

describe("the stages of an ablation", () => {
  it("take no switches that do nothing", async () => {
    await expect(
      ablate("--test", "--rows", "0:10", "--commission", "0.001", "--trade-by", "score"),
    ).rejects.toThrow(
      /^--test: expected nothing of what was frozen before beside it, was --trade-by, .*--commission.*: they would change nothing$/,
    );
    await expect(ablate("--test", "--choose-on", "0.5")).rejects.toThrow(/was --choose-on: it/);
    await expect(ablate("--choose-by", "brier")).rejects.toThrow(
      "--choose-by: expected --choose-on SHARE beside it, was none",
    );
  });

  it("take what says where data are and what may be paid", async () => {
    const beside = ["--data", "no.csv", "--timezone", "UTC", "--replies", "replay", "--json"];
    const paying = ["--max-cost", "1", "--price", "1,2", "--concurrency", "1", "--draws", "100"];
    await expect(ablate("--test", ...beside, ...paying)).rejects.toThrow(/no\.csv/);
  });
});
