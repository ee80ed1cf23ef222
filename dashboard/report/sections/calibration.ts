/** Whether the agent knows how sure it may be: stated confidence against what came true. */
import { coverageChart } from "../../charts/number-charts.ts";
import { reliabilityChart } from "../../charts/reliability-chart.ts";
import type { Performance } from "../../../backtest/evaluation/performance.ts";
import { figure, note, paragraph, section, table } from "../blocks.ts";
import { type Content, type Markup, markup } from "../markup.ts";
import { fine, percent, rangeText, ratio, shareText, withRange, written } from "../words.ts";

/** The section. */
export function calibrationSection({ calibration, horizonBars }: Performance): Markup {
  const { rows, meanConfidence, right, reliability, coverage, brier, calibrationError } =
    calibration;
  if (rows === 0) {
    return section("calibration", "Does it know how sure it may be?", [
      paragraph("No decision states a confidence and has a known outcome."),
    ]);
  }
  return section("calibration", "Does it know how sure it may be?", [
    reliability.length === 0
      ? null
      : figure(
          reliabilityChart({
            title: "Stated confidence against what came true",
            points: reliability,
          }),
          "Reliability",
          `On the dashed line it is as right as it says. On average it states ${written(meanConfidence, percent)} and is right over ${horizonBars} bars in ${written(right.share, percent)}.`,
        ),
    coverage.points.length < 2
      ? note("All decisions state the same confidence: there is no order in which to take them.")
      : figure(
          coverageChart({
            title: "Right, taking the surest decisions first",
            points: coverage.points,
          }),
          "Coverage and accuracy",
          `Where the line is higher on the left, confidence tells good decisions from bad. On average over the line ${written(coverage.area, percent)} are right, of all decisions ${written(right.share, percent)}.`,
        ),
    table({
      caption: `Calibration over ${rows} decisions`,
      columns: [
        { head: "figure", kind: "text" },
        { head: "value", kind: "number" },
      ],
      rows: [
        [
          described("Right", "Decisions with the sign of the return over the horizon."),
          shareText(right),
        ],
        [
          described(
            "Brier score",
            "Mean squared distance of confidence and outcome; 0.25 for always saying 50 %.",
          ),
          withRange(brier.score.figure, brier.score.interval, fine),
        ],
        [
          described(
            "Skill",
            "Against always saying the overall share; below 0 it is worse than that.",
          ),
          written(brier.skill, ratio),
        ],
        [
          described(
            "Reliability, resolution, uncertainty",
            "Parts of the score: distance from the diagonal (0 is best), spread of the outcomes (more is better), and what cannot be helped.",
          ),
          [brier.reliability, brier.resolution, brier.uncertainty]
            .map((value) => written(value, fine))
            .join(" · "),
        ],
        [
          described(
            "Calibration error",
            `Mean distance from the diagonal; calibrated forecasts would show about ${written(calibrationError.byLuck, percent)} by luck.`,
          ),
          calibrationError.interval === null
            ? `${written(calibrationError.figure, percent)} (an interval needs ${calibrationError.neededRows} rows)`
            : `${written(calibrationError.figure, percent)} (${rangeText(calibrationError.interval, percent)})`,
        ],
      ],
    }),
  ]);
}

function described(name: string, says: string): Content {
  return markup`${name}<span class="clause">${says}</span>`;
}
