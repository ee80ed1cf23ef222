/**
 * A deterministic stand-in for a language model. It reads the same messages, answers in the same form,
 * and knows nothing else. Its judgement is a fixed rule; it is there to run and test the machine without a key.
 */
import type { ChatMessage, ChatModel, ChatReply, ChatRequest } from "../chat-model.ts";
import type { QuantAnswer, SentimentAnswer, Verdict } from "../../answer-schemas.ts";
import { STANCES } from "../../channels.ts";

const UP_WORDS =
  /\b(?:surg|rall|rise|rises|rising|gain|climb|recover|rebound|inflow|bull|optimis|accumul|record|adopt|sube|suben|repunt|alza|recuper|optimism)\p{L}*/giu;
const DOWN_WORDS =
  /\b(?:drop|fall|fell|plung|slump|slid|sell-?off|outflow|liquidat|panic|fear|hack|loss|losses|bear|crash|declin|cae|caen|caíd|pánico|miedo|pérdid|desplom|venta)\p{L}*/giu;

/** The news between its boundary lines. */
const NEWS = /<<<(news-\w+)\n([\s\S]*?)\n\1>>>/;

interface Shown {
  readonly id: string;
  readonly value: number;
  readonly text: string;
}

/** The simulated model. It makes no network call and costs nothing. */
export function makeSimulatedModel(): ChatModel {
  return {
    id: "simulated",
    origin: { provider: "simulated", name: "rule", parameters: {}, seeded: false },
    complete: (request) => Promise.resolve(reply(request)),
  };
}

function reply({ node, messages }: ChatRequest): ChatReply {
  // A question that is sent back is still the same question: a rule has no other answer to it.
  const prompt = messages.find(({ role }: ChatMessage) => role === "user")?.content ?? "";
  const shown = readShown(prompt);
  const answers = {
    analyzeSentiment: () => judgeNews(prompt, shown),
    analyzeQuant: () => judgeFigures(shown),
    arbitrate: () => decide(shown, prompt),
    // A rule remembers nothing, which is no answer to any question of the probe.
    recall: () => ({}),
    // And a rule that judged reasons would be an audit; it leaves that to the audit.
    judge: () => ({}),
  };
  const text = JSON.stringify(answers[node]());
  return {
    text,
    finish: "stop",
    promptTokens: null,
    completionTokens: null,
    costUsd: 0,
    cached: false,
  };
}

/** Every `[id] number unit` in a prompt outside the news; a value that is not there is not shown. */
function readShown(prompt: string): ReadonlyMap<string, Shown> {
  const found = new Map<string, Shown>();
  for (const match of prompt
    .replace(NEWS, "")
    .matchAll(/\[([\w.]+)\] ([+-]?\d+(?:\.\d+)?)( %| sd| min)?/g)) {
    const [, id = "", digits = "", unit = ""] = match;
    found.set(id, { id, value: Number(digits), text: `${digits}${unit}` });
  }
  return found;
}

function judgeNews(prompt: string, shown: ReadonlyMap<string, Shown>): SentimentAnswer {
  const news = NEWS.exec(prompt)?.[2] ?? "";
  const up = [...news.matchAll(UP_WORDS)];
  const down = [...news.matchAll(DOWN_WORDS)];
  const words = (up.length - down.length) / (up.length + down.length + 2);
  const index = shown.get("sentiment_index");
  const score = bounded(index === undefined ? words : 0.5 * words + (index.value - 50) / 60);
  const firstWord = (score < 0 ? down : up)[0]?.[0];
  return {
    ...opinion(score),
    cited: idsOf([index, shown.get("intensity")]),
    quotes: firstWord === undefined ? [] : [firstWord],
  };
}

function judgeFigures(shown: ReadonlyMap<string, Shown>): QuantAnswer {
  const momentum = shown.get("return_12");
  const crossing = shown.get("ema_3_over_7");
  const flow = shown.get("mvrv_momentum");
  const cases = casesIn(shown);
  const score = bounded(
    0.6 * (momentum?.value ?? 0) +
      1.5 * (crossing?.value ?? 0) +
      15 * (flow?.value ?? 0) +
      0.5 * meanOf(cases),
  );
  return { ...opinion(score), cited: idsOf([momentum, crossing, flow]) };
}

/** What speaks in a verdict: a score, the weight it is given, and words for the rationale. */
interface Voice {
  readonly score: number;
  readonly weight: number;
  readonly said: string;
  readonly ground: Shown;
}

function decide(shown: ReadonlyMap<string, Shown>, prompt: string): Verdict {
  const reported = reportedVoices(shown);
  const voices = reported.length > 0 ? reported : ownVoices(shown, prompt);
  const cases = casesIn(shown);
  const weight = voices.reduce((sum, voice) => sum + voice.weight, 0);
  const voiced = voices.reduce((sum, voice) => sum + voice.score * voice.weight, 0);
  const score = bounded((weight > 0 ? voiced / weight : 0) + 0.3 * meanOf(cases));
  const action = score < 0 ? -1 : 1;
  const [closest] = cases;
  const precedent = closest
    ? `the closest case was followed by ${closest.text} [${closest.id}]`
    : "";
  const grounds = [...voices.map(({ said }) => said), precedent]
    .filter((part) => part !== "")
    .join("; ");
  return {
    action,
    size: round(Math.min(1, Math.abs(score))),
    confidence: round(0.5 + Math.abs(score) / 2.5),
    rationale: `${action === 1 ? "Buy" : "Sell"}: ${grounds === "" ? "nothing to go by" : grounds}.`,
    cited: idsOf([...voices.map(({ ground }) => ground), closest]),
  };
}

function reportedVoices(shown: ReadonlyMap<string, Shown>): readonly Voice[] {
  return ["sentiment", "quant"].flatMap((name) => {
    const score = shown.get(`${name}.score`);
    const confidence = shown.get(`${name}.confidence`);
    if (!score || !confidence) return [];
    const said = `the ${name} analyst says ${score.text} [${score.id}]`;
    return [{ score: score.value, weight: confidence.value, said, ground: score }];
  });
}

/** Its own judgement of news and figures, where one call is shown both and no reports. */
function ownVoices(shown: ReadonlyMap<string, Shown>, prompt: string): readonly Voice[] {
  const index = shown.get("sentiment_index");
  const momentum = shown.get("return_12");
  return [
    { ground: index, name: "the index of moods", made: () => judgeNews(prompt, shown) },
    { ground: momentum, name: "the return over twelve bars", made: () => judgeFigures(shown) },
  ].flatMap(({ ground, name, made }) => {
    if (!ground) return [];
    const { score, confidence } = made();
    return [
      { score, weight: confidence, said: `${name} is ${ground.text} [${ground.id}]`, ground },
    ];
  });
}

function casesIn(shown: ReadonlyMap<string, Shown>): readonly Shown[] {
  return [...shown.values()].filter(({ id }) => /^c\d+$/.test(id));
}

function opinion(score: number): Pick<QuantAnswer, "stance" | "score" | "confidence"> {
  const stance = STANCES[Math.abs(score) < 0.1 ? 1 : score < 0 ? 0 : 2] ?? "neutral";
  return { stance, score: round(score), confidence: round(0.5 + 0.4 * Math.abs(score)) };
}

function idsOf(shown: readonly (Shown | undefined)[]): string[] {
  return shown.flatMap((item) => (item ? [item.id] : []));
}

function meanOf(items: readonly Shown[]): number {
  return items.length === 0 ? 0 : items.reduce((sum, { value }) => sum + value, 0) / items.length;
}

function bounded(value: number): number {
  return Math.max(-0.99, Math.min(0.99, value));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
