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
    models: { analyzeSentiment: "m", analyzeQuant: "m", arbitrate: "m" },
    simulatedNodes: [],
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

  it("say that a rule answered before anything else", () => {
    const [, second] = conclude({ agent: held(1, BARS) }, { simulatedNodes: ["arbitrate"] });
    expect(second).toContain("Simulated: a fixed rule answered for arbitrate");
  });
});
