import { describe, expect, it } from "vitest";
import {
  calibrationFigures,
  directionFigures,
} from "../../../backtest/evaluation/forecast-figures.ts";
import { seriesOf } from "./series-of.ts";

const OPTIONS = { seed: 1, draws: 200 };
/** Up, up, down, and so on: 40 bars. */
const returns = Array.from({ length: 40 }, (_, t) => (t % 3 === 2 ? -0.01 : 0.01));

describe("directions", () => {
  it("counts actions with the sign of the next bar, by hand", () => {
    // Always up: right in two of three bars; the last row has no next bar, row 0 no action.
    const decisions = [...returns, 0].map((_, row) => ({
      action: row === 0 ? null : (1 as const),
      score: 0.5,
      confidence: 0.9,
    }));
    const { nextBar } = directionFigures(
      seriesOf({ returns, positions: { agent: [...returns, 0].map(() => 1) }, decisions }),
      OPTIONS,
    );
    expect(nextBar.right).toMatchObject({ hits: 26, of: 39 });
  });

  it("looks as far ahead as the horizon", () => {
    const { horizon } = directionFigures(
      seriesOf({
        returns,
        positions: { agent: [...returns, 0].map(() => 1) },
        horizonBars: 3,
      }),
      OPTIONS,
    );
    // Any three bars hold two ups and one down: up.
    expect(horizon.right).toMatchObject({ hits: 38, of: 38, share: 1 });
  });
});

describe("calibration", () => {
  it("is perfect for an agent that says how often it is right", () => {
    const moves = [...returns, 0];
    const decisions = moves.map((move) => ({
      action: 1 as const,
      score: 0.5,
      confidence: move > 0 ? 1 : 0,
    }));
    const figures = calibrationFigures(
      seriesOf({ returns, positions: { agent: moves.map(() => 1) }, decisions }),
      OPTIONS,
    );
    expect(figures).toMatchObject({ rows: 40, right: { hits: 27, of: 40 } });
    expect(figures.meanConfidence).toBeCloseTo(27 / 40, 12);
    expect(figures.brier.score.figure).toBe(0);
    expect(figures.calibrationError.figure).toBe(0);
    expect(figures.reliability.map(({ observed }) => observed)).toEqual([0, 1]);
    expect(figures.coverage.points[0]).toMatchObject({ threshold: 1, accuracy: 1, rows: 27 });
  });

  it("has no figures where nothing was decided", () => {
    const decisions = [...returns, 0].map(() => ({ action: null, score: null, confidence: null }));
    const figures = calibrationFigures(
      seriesOf({ returns, positions: { agent: [...returns, 0].map(() => 0) }, decisions }),
      OPTIONS,
    );
    expect(figures).toMatchObject({
      rows: 0,
      meanConfidence: null,
      right: { share: null },
      reliability: [],
      coverage: { points: [], area: null },
    });
  });
});
