/** The audit is itself tested: faults planted on purpose, each of which it must find, and honest work, which it must pass. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { shippedFile } from "../../../data/package-root.ts";
import type { AuditReport } from "../../../graphs/audit/audit.ts";
import { EXPERIMENTS } from "../../../graphs/audit/experiment.ts";
import { HONEST_NODES } from "./honest-nodes.ts";
import { FEATURE_LEAKS } from "./leaks/feature-leaks.ts";
import { RETRIEVAL_LEAKS } from "./leaks/retrieval-leaks.ts";
import { stateLeaks } from "./leaks/state-leaks.ts";
import { findersIn, rowsWithFlaws, smallAudit } from "./small-audit.ts";

const LEAKS = [...FEATURE_LEAKS, ...RETRIEVAL_LEAKS, ...stateLeaks(rowsWithFlaws(3))];

describe("the audit", () => {
  const reports = new Map<string, readonly AuditReport[]>();
  beforeAll(async () => {
    for (const { name, build } of LEAKS) reports.set(name, await smallAudit(build));
  }, 120_000);
  const finders = (name: string) => findersIn(reports.get(name) ?? []);

  it.each(LEAKS)("finds: $name", ({ name, caughtBy }) => {
    expect(caughtBy.length).toBeGreaterThan(0);
    expect(finders(name)).toEqual(caughtBy);
  });

  it("says in the README what finds what, as measured here", () => {
    const measured = LEAKS.map(({ name }) => {
      const marks = EXPERIMENTS.map((each) => (finders(name).includes(each) ? "●" : ""));
      return `| ${[name, ...marks].join(" | ")} |`.replaceAll(/\s+\|/g, " |");
    });
    const readme = readFileSync(shippedFile("README.md"), "utf8").split("\n");
    const first = readme.indexOf(measured[0] ?? "");
    expect(readme.slice(first, first + measured.length)).toEqual(measured);
    expect(readme[first - 2]).toBe(`| planted leak | ${EXPERIMENTS.join(" | ")} |`);
  });

  it.each([
    ["z-score over the whole file", "extractFeatures", "features", "features[close_z].value", 0],
    ["empty cells filled backwards", "extractFeatures", "features", "features[mood].value", 8],
    ["labels without embargo", "extractFeatures", "features", "features[past_signals].value", 3],
    ["scaler fitted on all rows", "extractFeatures", "features", "scaled[15]", 0],
  ])("says where %s first shows", (name, node, channel, field, row) => {
    const found = (reports.get(name) ?? []).flatMap(({ experiments }) =>
      experiments.flatMap(({ outcome }) => (outcome.verdict === "leak" ? [outcome.finding] : [])),
    );
    expect(found[0]).toMatchObject({ row, node, channel, field });
  });
});

describe("honest work raises no alarm", () => {
  it.each(HONEST_NODES.map(({ name, build }, i) => ({ name, build, seed: i + 1 })))(
    "$name, world $seed",
    async ({ build, seed }) => {
      const [early, late] = await smallAudit(build, { seed });
      expect([early?.verdict, late?.verdict]).toEqual(["clean", "clean"]);
      expect(early?.failedRows).toBe(0);
    },
  );
});
