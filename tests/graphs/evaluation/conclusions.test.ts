import { describe, expect, it } from "vitest";
import { evaluatePerformance } from "../../../backtest/evaluation/performance.ts";
import { concludeFrom } from "../../../graphs/evaluation/conclusions.ts";
import { held, noise, seriesOf } from "../../backtest/evaluation/series-of.ts";

const BARS = 60;
/** Falls a little on every second bar. */
const falling = noise(BARS, 2, 0.001).map((r, t) => r - (t % 2) * 0.002);

type Facts = Parameters<typeof concludeFrom>[0];

function conclude(
  positions: Parameters<typeof seriesOf>[0]["positions"],
  more: Partial<Facts> = {},
  returns: readonly number[] = falling,
): readonly string[] {
  const [agent = []] = Object.values(positions);
  const decisions = agent.map((position) => ({
    action: position > 0 ? (1 as const) : (-1 as const),
    score: position / 2,
    confidence: 0.7,
  }));
  return concludeFrom({
    run: "a",
    dataSha256: "b",
    dataFile: null,
    models: { analyzeSentiment: "m", analyzeQuant: "m", arbitrate: "m" },
    simulatedNodes: [],
    ownNodes: [],
    settings: [],
    from: "",
    to: "",
    statuses: { decided: decisions.length, rule: 0, abstained: 0, failed: 0 },
    trials: null,
    performance: evaluatePerformance(seriesOf({ returns, positions, decisions }), null, {
      seed: 1,
      draws: 100,
    }),
    reasoning: null,
    behaviour: null,
    judge: null,
    worst: [],
    ...more,
  });
}

it("names the settings that are not the usual ones", () => {
  const long = held(1, BARS);
  const settings = ["without analyzeQuant", "hysteresis 0.5"];
  expect(conclude({ agent: long, always_long: long }, { settings })).toContain(
    "Settings other than the usual: without analyzeQuant, hysteresis 0.5.",
  );
});

describe("the first sentence", () => {
  const long = held(1, BARS);
  const short = held(-1, BARS);

  it("says that always short beats the agent, where it does", () => {
    const [first] = conclude({ agent: long, always_long: long, always_short: short });
    expect(first).toMatch(/1 of 2 trivial rules beat it: always short earned \+\d/);
  });

  it("says so also where another rule beat it by more", () => {
    const best = falling.map((r) => Math.sign(r));
    const [first] = conclude({ agent: long, seer: [...best, 1], always_short: short });
    expect(first).toMatch(/seer earned .+, and always selling short earned \+\d/);
  });

  it("says that none did better, where none did", () => {
    const [first] = conclude({ agent: short, always_long: long });
    expect(first).toMatch(/none of 1 trivial rules did better, always long came next at -/);
  });

  it("says that the best rule earned the same, where the agent does what it does", () => {
    const [first] = conclude({ agent: short, always_short: short, always_long: long });
    expect(first).toContain("none of 2 trivial rules did better, always short earned the same");
  });

  it("is that there is no return, where there is a single row", () => {
    const [first] = conclude({ agent: held(1, 0), always_long: held(1, 0) }, {}, []);
    expect(first).toBe("One row has no bar after it: there is no return to judge.");
  });

  it("is that nothing was decided, where nothing was", () => {
    expect(
      conclude({ agent: long }, { statuses: { decided: 0, rule: 0, abstained: 61, failed: 0 } }),
    ).toEqual(["No row was decided: there is nothing to judge."]);
  });
});

describe("the sentences after it", () => {
  const sentences = conclude({ agent: held(1, BARS), always_short: held(-1, BARS) }).join("\n");

  it("tell an agent that never changes its side, and place it among no coin flips", () => {
    expect(sentences).toContain("It never changed its side: it is always long");
    expect(sentences).not.toContain("coin-flip");
    expect(sentences).not.toContain("from when it changed it");
  });

  it("tell how often it claims to be right, and was", () => {
    expect(sentences).toMatch(/It claims to be right in 70\.0 % of decisions and was in \d/);
  });

  it("say how many bars it takes where there are too few", () => {
    const few = conclude({ agent: held(1, 10), always_short: held(-1, 10) }, {}, noise(10, 1)).join(
      "\n",
    );
    expect(few).toContain("10 bars are too few to say how sure that is: it takes 30.");
  });

  it("tell rows without a decision, and no side that was held all the time where there was none", () => {
    const late = Array.from({ length: BARS + 1 }, (_, row) => Number(row > 40));
    const statuses = { decided: 20, rule: 0, abstained: 30, failed: 11 };
    const said = conclude({ agent: late }, { statuses }).join("\n");
    expect(said).toContain(
      "On 41 of 61 rows it decided nothing (abstained 30, failed 11): there it held the position before.",
    );
    expect(said).toContain("it is long or holds nothing, at the price of a language model.");
  });

  it("tell a hit rate of the positions that its interval and its costs are of", () => {
    const performance = evaluatePerformance(
      seriesOf({
        returns: falling,
        positions: { agent: held(-1, BARS) },
        // Decided where the next bar falls alone, held everywhere.
        decisions: Array.from({ length: BARS + 1 }, (_, row) => {
          const isRight = (falling[row] ?? 0) < 0;
          return { action: isRight ? -1 : null, score: null, confidence: null };
        }),
      }),
      null,
      { seed: 1, draws: 100 },
    );
    const right = falling.filter((r) => r < 0).length / BARS;
    expect(right).toBeLessThan(1);
    expect(conclude({ agent: held(-1, BARS) }, { performance }).join("\n")).toContain(
      `It was right about the next bar in ${(100 * right).toFixed(1)} % [`,
    );
  });

  it("say that a rule answered before anything else", () => {
    const [, second] = conclude({ agent: held(1, BARS) }, { simulatedNodes: ["arbitrate"] });
    expect(second).toContain("Simulated: a fixed rule answered for arbitrate");
  });
});
