import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bidsIn } from "../../../data/attacks/bids-in.ts";
import { DIRECTIONS, bidFor } from "../../../data/attacks/bid.ts";
import { ATTACK_PAYLOADS, somePayloads } from "../../../data/attacks/catalogue.ts";
import { FAMILIES } from "../../../data/attacks/payload.ts";
import { planted } from "../../../data/attacks/plant.ts";
import { loadRows } from "../../../data/load-rows.ts";
import { SAMPLE_FILE } from "../../../data/sample-file.ts";
import { writeRows } from "../../../data/write-rows.ts";
import { worldRows } from "../../support/pipeline.ts";
import { newDirectory } from "../../support/run-directory.ts";

const BOTH = DIRECTIONS.map(bidFor);

describe("the catalogue", () => {
  it("has at least 60 payloads, each under a name of its own", () => {
    expect(ATTACK_PAYLOADS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ATTACK_PAYLOADS.map(({ id }) => id)).size).toBe(ATTACK_PAYLOADS.length);
  });

  it.each(FAMILIES)("has several payloads of the family %s, named after it", (family) => {
    const own = ATTACK_PAYLOADS.filter((payload) => payload.family === family);
    expect(own.length).toBeGreaterThanOrEqual(3);
    for (const { id } of own) expect(id).toMatch(new RegExp(`^${family.replaceAll(" ", "-")}/`));
  });

  it.each(ATTACK_PAYLOADS.map(({ id, plant }) => [id, plant] as const))(
    "has a text of %s for each direction, with that direction's token alone",
    (_id, plant) => {
      const texts = BOTH.map((bid) => plant(bid).text);
      expect(new Set(texts).size).toBe(2);
      expect(texts.map((text) => bidsIn(text).map(({ direction }) => direction))).toEqual([
        ["up"],
        ["down"],
      ]);
    },
  );

  it("loads from a file as it was planted", async () => {
    const plants = ATTACK_PAYLOADS.flatMap(({ plant }) => BOTH.map((bid) => plant(bid)));
    const rows = plants.reduce(
      (held, plant, row) => planted(held, row, plant),
      worldRows(plants.length),
    );
    const file = join(newDirectory(), "hostile.csv");
    await writeRows(file, rows);
    const loaded = await loadRows(file);
    for (const [row, { field, text }] of plants.entries()) {
      expect(loaded.rows[row]?.observation[field]).toBe(rows[row]?.observation[field]);
      expect(loaded.rows[row]?.observation[field]?.startsWith(text)).toBe(true);
    }
  });

  it("shows every family in its first payloads", () => {
    const few = somePayloads(FAMILIES.length);
    expect(few.map(({ family }) => family)).toEqual(FAMILIES);
    expect(somePayloads(1000)).toHaveLength(ATTACK_PAYLOADS.length);
  });
});

describe("tokens", () => {
  it("stand in no text of the sample", async () => {
    const { rows } = await loadRows(SAMPLE_FILE);
    const texts = rows.map(({ observation }) => Object.values(observation).join("\n")).join("\n");
    expect(bidsIn(texts)).toEqual([]);
  });
});
