import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sha256 } from "../../data/hash.ts";
import { type MarketData, loadRows } from "../../data/load-rows.ts";
import { shippedFile } from "../../data/package-root.ts";
import type { Observation } from "../../data/row.ts";
import { writeSample } from "../support/write-sample.ts";

const FILE = shippedFile("data", "sample", "sample.csv");
const METADATA = shippedFile("data", "sample", "sample.metadata.json");
const BULLISH =
  /\b(?:surg|soar|rall(?:y|ies)|jump|gain|bull|inflow|fresh money|record|confiden|optimis|euphori|buy(?:ing|ers) return|squeeze\b)/i;
const BEARISH =
  /\b(?:plung|crash|collaps|panic|fear|bear(?:ish)?\b|outflow|redemption|liquidat|margin call|breach|stolen coins on|rush for)/i;
const UNFIT: Readonly<Record<string, RegExp>> = {
  PANIC: BULLISH,
  FEAR: BULLISH,
  OPTIMISM: BEARISH,
  FOMO: BEARISH,
};
const SPANISH = /\b(?:el|los|las|una|millones|en la|del)\b/;

let data: MarketData;
let observations: readonly Observation[];
beforeAll(async () => {
  data = await loadRows(FILE);
  observations = data.rows.map(({ observation }) => observation);
});

function headlineOf(observation: Observation): string {
  return observation.newsPrediction?.split(" ARTICLE SUMMARY:")[0] ?? "";
}

function tally(values: readonly (string | number | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

describe("the shipped sample", () => {
  it("is what its metadata says", () => {
    const metadata = z
      .object({ sha256: z.string(), rows: z.number(), bytes: z.number() })
      .parse(JSON.parse(readFileSync(METADATA, "utf8")));
    expect(sha256(readFileSync(FILE))).toBe(metadata.sha256);
    expect(data.sha256).toBe(metadata.sha256);
    expect(metadata.rows).toBe(276);
    expect(observations).toHaveLength(276);
    expect(metadata.bytes).toBeLessThanOrEqual(600_000);
  });

  it("keeps the figures: ends, steps, labels, case variants and numbers as written", () => {
    const [first] = observations;
    const last = observations.at(-1);
    expect([first?.timeMs, last?.timeMs]).toEqual([
      Date.parse("2025-02-24T00:00:00Z"),
      Date.parse("2025-02-25T23:50:00Z"),
    ]);
    expect([first?.close, last?.close]).toEqual([95439.81388, 88694.56574]);
    const steps = observations
      .slice(1)
      .map(({ timeMs }, i) => (timeMs - (observations[i]?.timeMs ?? 0)) / 60_000);
    expect(tally(steps)).toEqual({ 10: 264, 20: 10, 30: 1 });
    expect(tally(data.rows.map(({ label }) => label))).toEqual({ 1: 141, "-1": 135 });
    expect(tally(observations.map(({ dominantSentiment }) => dominantSentiment))).toEqual({
      PANIC: 157,
      Panic: 1,
      CONFUSION: 61,
      FEAR: 31,
      OPTIMISM: 16,
      FOMO: 10,
    });
    expect(readFileSync(FILE, "utf8")).toContain(",-2.10E-05,");
  });

  it("misses exactly four cells, all in row 160", () => {
    const missing = observations.flatMap((observation) =>
      Object.entries(observation).flatMap(([field, value]) =>
        value === null ? [`${observation.row} ${field}`] : [],
      ),
    );
    expect(missing.toSorted()).toEqual([
      "160 dominantEmotions",
      "160 keyFactors",
      "160 sentiment",
      "160 sentimentIndex",
    ]);
  });

  it("tells no news twice, and about one in nine in Spanish", () => {
    const summaries = observations.map(({ summary }) => summary ?? "");
    expect(new Set(summaries).size).toBe(276);
    const spanish = summaries.filter((summary) => SPANISH.test(summary)).length;
    expect(spanish).toBeGreaterThan(276 / 9 / 2);
    expect(spanish).toBeLessThan((276 / 9) * 2);
  });

  it("has headlines that fit the mood", () => {
    for (const observation of observations) {
      const mood = observation.dominantSentiment?.toUpperCase();
      const headline = headlineOf(observation);
      expect(headline).not.toBe("");
      const unfit = UNFIT[mood ?? ""];
      expect(unfit?.exec(headline) ?? null).toBeNull();
    }
  });

  it("quotes only price moves that had happened", () => {
    let quoted = 0;
    for (const { row, keyFactors } of observations) {
      const told = /^Bitcoin is (\d+\.\d)% (higher|lower) over/.exec(keyFactors ?? "");
      if (!told) continue;
      quoted += 1;
      const now = observations[row]?.close ?? 0;
      const moves = [6, 12, 36, 144].map((bars) => {
        const change = now / (observations[Math.max(0, row - bars)]?.close ?? now) - 1;
        return `${(Math.abs(change) * 100).toFixed(1)} ${change > 0 ? "higher" : "lower"}`;
      });
      expect(moves).toContain(`${told[1]} ${told[2]}`);
    }
    expect(quoted).toBeGreaterThan(50);
  });
});

describe("writeSample", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "sample-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("writes the same bytes again", async () => {
    await writeSample(FILE, folder);
    expect(sha256(readFileSync(join(folder, "sample.csv")))).toBe(sha256(readFileSync(FILE)));
    expect(readFileSync(join(folder, "sample.metadata.json"), "utf8")).toBe(
      readFileSync(METADATA, "utf8"),
    );
  });
});
