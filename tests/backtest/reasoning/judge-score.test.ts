import { describe, expect, it } from "vitest";
import { judgeScoreSchema, scoreJudge } from "../../../backtest/reasoning/judging/judge-score.ts";
import type { JudgedText } from "../../../backtest/reasoning/judging/judged-text.ts";
import { standingOf, standingSentence } from "../../../backtest/reasoning/judging/standing.ts";
import { shareOf } from "../../../backtest/recall/luck.ts";

function judged(
  verdict: JudgedText["verdict"],
  {
    planted = null,
    fault = null,
    audit = [],
  }: Partial<Pick<JudgedText, "planted" | "fault" | "audit">> = {},
): JudgedText {
  const ending = verdict === null ? "unusable" : "judged";
  const comment = verdict === null ? null : "So.";
  return { row: 0, planted, added: false, audit, ending, verdict, fault, comment };
}

/** Two clean rows, one that the audit finds faulty, and five planted faults. */
const TEXTS: readonly JudgedText[] = [
  judged("grounded"),
  judged("not grounded", { fault: "number" }),
  judged(null),
  judged("not grounded", { fault: "date", audit: ["absent date"] }),
  judged("not grounded", {
    planted: "wrong number",
    fault: "number",
    audit: ["contradicted number"],
  }),
  judged("not grounded", { planted: "wrong number", fault: "date", audit: ["foreign id"] }),
  judged("grounded", { planted: "wrong number", audit: ["unsupported number"] }),
  judged(null, { planted: "foreign case", audit: ["foreign case"] }),
  judged("not grounded", { planted: "flipped sign", fault: "number", audit: [] }),
];

describe("the score of a judge", () => {
  const score = scoreJudge(TEXTS);

  it("counts planted faults found, where no verdict finds nothing", () => {
    expect(score.recall).toMatchObject({ hits: 3, of: 5 });
    expect(
      score.planted.map(({ kind, found, named, byAudit }) => [
        kind,
        [found.hits, named.hits, byAudit.hits, found.of],
      ]),
    ).toEqual([
      ["wrong number", [2, 1, 2, 3]],
      ["flipped sign", [1, 1, 0, 1]],
      ["foreign case", [0, 0, 1, 1]],
    ]);
  });

  it("counts alarms on clean texts apart from those where the audit finds something too", () => {
    expect(score.falseAlarms).toMatchObject({ hits: 1, of: 2 });
    expect(score.notGrounded).toMatchObject({ hits: 2, of: 3 });
    expect(score.withoutVerdict).toMatchObject({ hits: 2, of: 9 });
  });

  it("tells how far it agrees with the audit", () => {
    expect(score.agreement.untouched.agreed).toMatchObject({ hits: 2, of: 3 });
    expect(score.agreement.all.agreed).toMatchObject({ hits: 4, of: 7 });
    // Yes by 5 and by 4 of 7: luck gives (5·4 + 2·3) / 49 = 26/49.
    expect(score.agreement.all.kappa).toBeCloseTo((4 / 7 - 26 / 49) / (23 / 49), 12);
  });

  it("is not believed, and reads back from JSON", () => {
    expect(score.standing).toBe("not believed");
    expect(judgeScoreSchema.parse(JSON.parse(JSON.stringify(score)))).toEqual(score);
  });
});

describe("the standing of a judge", () => {
  it.each([
    [[12, 40], [9, 40], "not believed"],
    [[40, 40], [1, 40], "not believed"],
    [[94, 100], [0, 400], "not believed"],
    [[40, 40], [0, 40], "unproven"],
    [[72, 72], [0, 189], "unproven"],
    [[73, 73], [0, 188], "unproven"],
    [[73, 73], [0, 189], "believed"],
    [[0, 0], [0, 40], "not measured"],
    [[40, 40], [0, 0], "not measured"],
  ] as const)("with %j faults found and %j false alarms is %s", (found, alarms, standing) => {
    const recall = shareOf(found[0], found[1]);
    const falseAlarms = shareOf(alarms[0], alarms[1]);
    expect(standingOf({ recall, falseAlarms, planted: [] })).toBe(standing);
  });

  it("falls with a single kind of fault that it does not see", () => {
    const shares = { recall: shareOf(198, 200), falseAlarms: shareOf(0, 400) };
    const planted = [
      { kind: "future date", found: shareOf(160, 160) },
      { kind: "flipped sign", found: shareOf(38, 40) },
    ] as const;
    expect(standingOf({ ...shares, planted })).toBe("believed");
    const uneven = [planted[0], { ...planted[1], found: shareOf(37, 40) }];
    expect(standingOf({ ...shares, planted: uneven })).toBe("not believed");
    const said = { ...shares, planted: uneven, withoutVerdict: shareOf(0, 600) };
    expect(standingSentence({ ...said, standing: "not believed" })).toMatch(
      /: do not believe it\. It is worst at "flipped sign": 37 of 40\.$/,
    );
  });

  it("is said in plain words", () => {
    const shares = {
      recall: shareOf(12, 40),
      falseAlarms: shareOf(9, 40),
      planted: [],
      withoutVerdict: shareOf(0, 80),
    };
    expect(standingSentence({ ...shares, standing: "not believed" })).toBe(
      "The judge found 12 of 40 planted faults and raised 9 of 40 false alarms: do not believe it.",
    );
    expect(
      standingSentence({ ...shares, standing: "unproven", withoutVerdict: shareOf(3, 80) }),
    ).toMatch(/too few texts to be believed yet\. It gave no verdict on 3 of 80 texts\.$/);
  });
});
