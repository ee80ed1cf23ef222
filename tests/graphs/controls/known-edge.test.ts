/** The edge world with rules of known truth in the agent's place: who reads, who does not, who peeks. */
import { describe, expect, it } from "vitest";
import { barReturns } from "../../../backtest/bar-returns.ts";
import { guarded } from "../../../graphs/controls/controls-at.ts";
import { edgeControls } from "../../../graphs/controls/edge-controls.ts";
import { shiftControls } from "../../../graphs/controls/shift-controls.ts";
import { textControls } from "../../../graphs/controls/text-controls.ts";
import { AGENT } from "../../../graphs/run-positions.ts";
import { STRENGTH, fillsMovedBy, linesOf, observedBy, scoredBy, verdictsOf } from "./observed.ts";

const reader = observedBy("regime_reader");
const chartist = observedBy("momentum");
const idle = observedBy("always_long");
const setting = { strength: STRENGTH, readsNews: true };

describe("the planted edge", () => {
  it("is what the world states, and found whole by its reader", () => {
    const lines = linesOf(edgeControls(reader, scoredBy(), setting));
    expect(lines.get("regime_reader")?.verdict).toBe("holds");
    expect(lines.get(AGENT)?.verdict).toBe("holds");
    const [share] = lines.get(AGENT)?.checks ?? [];
    expect(share).toMatchObject({ name: "share of the reader", verdict: null });
    expect(share?.figure).toBeCloseTo(1, 12);
    expect(lines.get("momentum")).toMatchObject({ verdict: null });
  });

  it("is not found by who never looks", () => {
    const lines = linesOf(edgeControls(idle, scoredBy(), setting));
    expect(lines.get(AGENT)?.verdict).toBe("fails");
  });

  it("is not asked of an agent whose analyst of news is off", () => {
    const lines = linesOf(edgeControls(idle, scoredBy(), { ...setting, readsNews: false }));
    expect(lines.get(AGENT)?.verdict).toBe("n/a");
  });

  it("shows a backtester that pays out half", () => {
    const half = scoredBy((bars) => {
      const { gross, net } = barReturns(bars);
      return { gross: gross.map((earned) => earned / 2), net };
    });
    const lines = linesOf(edgeControls(reader, half, setting));
    expect(lines.get("regime_reader")?.verdict).toBe("fails");
  });
});

describe("news and labels that tell nothing", () => {
  it("take its gross from who reads", () => {
    const lines = linesOf(textControls(reader, scoredBy(), true));
    for (const subject of ["shuffled, reader", "shuffled, agent", "constant, agent"]) {
      expect({ subject, verdict: lines.get(subject)?.verdict }).toEqual({
        subject,
        verdict: "holds",
      });
    }
  });

  it("show who grossed without reading", () => {
    const lines = linesOf(textControls(chartist, scoredBy(), true));
    expect(lines.get("shuffled, agent")?.verdict).toBe("fails");
    expect(lines.get("constant, agent")?.verdict).toBe("fails");
  });

  it("show news that reaches decisions past the shuffle", () => {
    const lines = linesOf(textControls({ ...reader, shuffled: reader.edge }, scoredBy(), true));
    expect(lines.get("shuffled, reader")?.verdict).toBe("fails");
    expect(lines.get("shuffled, agent")?.verdict).toBe("fails");
  });

  it("show a row's own label in its decision", () => {
    expect(linesOf(textControls(chartist, scoredBy(), true)).get("permuted labels")?.verdict).toBe(
      "holds",
    );
    const leaking = chartist.permuted.map((trial) => ({ ...trial, actions: trial.labels }));
    const lines = linesOf(textControls({ ...chartist, permuted: leaking }, scoredBy(), true));
    expect(lines.get("permuted labels")?.verdict).toBe("fails");
  });
});

describe("decisions moved by a bar", () => {
  it("earn hugely when early, and keep most when late", () => {
    const lines = linesOf(shiftControls(chartist, scoredBy()));
    expect([...lines.values()].map(({ verdict }) => verdict)).toEqual(Array(5).fill("holds"));
    const [moves] = lines.get("last move, 1 early")?.checks ?? [];
    expect(moves?.figure).toBeCloseTo(1, 12);
    // Right about the next bar when sign(sum of 12) is sign(one of them): arcsin(1/√12)/π above a half.
    const skill = lines.get("momentum, 1 early")?.skill.figure ?? 0;
    expect(Math.abs(skill - Math.asin(1 / Math.sqrt(12)) / Math.PI)).toBeLessThan(0.03);
  });

  it("are not judged for who never changes its side", () => {
    const lines = linesOf(shiftControls(idle, scoredBy()));
    expect(verdictsOf(lines.get("agent, 1 early")).open).toEqual(["share of all moves"]);
    expect(verdictsOf(lines.get("agent, 1 late")).open).toEqual(["share kept"]);
  });

  it("show fills that are early already", () => {
    const lines = linesOf(shiftControls(chartist, scoredBy(fillsMovedBy(-1))));
    for (const subject of ["last move, 1 early", "momentum, 1 early", "agent, 1 early"]) {
      expect({ subject, verdict: lines.get(subject)?.verdict }).toEqual({
        subject,
        verdict: "fails",
      });
    }
  });

  it("show fills that are late", () => {
    const lines = linesOf(shiftControls(chartist, scoredBy(fillsMovedBy(1))));
    expect(lines.get("last move, 1 early")?.verdict).toBe("fails");
  });

  it("show an edge that is gone after a bar", () => {
    // With early fills the follower of the last bar grosses every move, and one bar late next to nothing.
    const lines = linesOf(shiftControls(observedBy("last_move"), scoredBy(fillsMovedBy(-1))));
    expect(lines.get("agent, 1 late")?.verdict).toBe("fails");
  });
});

describe("the guard against chance", () => {
  it("gives each check that chance may break an equal part of one percent", () => {
    const { chanceChecks, falseAlarm, level, controls } = guarded([
      edgeControls(reader, scoredBy(), setting),
      textControls(reader, scoredBy(), true),
    ]);
    expect(chanceChecks).toBe(3);
    expect(level).toBeCloseTo(1 - falseAlarm / 3, 12);
    const checks = controls.flatMap((control) => control.checks);
    const levels = checks.filter(({ chance }) => chance).map(({ interval }) => interval?.level);
    expect(levels).toEqual([level, level, level]);
  });
});
