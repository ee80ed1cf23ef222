/** A loopback server that speaks the OpenAI chat protocol and fails some calls, in every way that providers do. */
import { sha256 } from "../../data/hash.ts";
import { makeRandom } from "../../data/random.ts";
import { chatCompletion, messagesIn, simulatedText } from "./chat-server.ts";
import { type JsonServer, type ServerAnswer, serveJson } from "./json-server.ts";

/** What becomes of a call, given what the simulated model would have said. */
const WAYS = {
  "rate limit": () => refusal(429, { "retry-after": "0" }),
  "rate limit in ms": () => refusal(429, { "retry-after-ms": "2" }),
  "server error": () => refusal(500),
  overloaded: () => refusal(503),
  "cut connection": () => "cut",
  hang: () => "silence",
  "no JSON body": () => ({ status: 200, text: "<html>Bad gateway</html>" }),
  "no choices": () => ({ status: 200, body: { choices: [] } }),
  "empty answer": () => chatCompletion({ content: "" }),
  "cut-off answer": (text) => chatCompletion({ content: text.slice(0, 30) }, "length"),
  "half an answer": (text) => chatCompletion({ content: text.slice(0, 30) }),
  "wrong enum": (text) => chatCompletion({ content: withWrongEnum(text) }),
  refusal: () => chatCompletion({ content: null, refusal: "I cannot help with that." }),
  // Readable all the same.
  "fenced amid prose": (text) =>
    chatCompletion({ content: `Here {you} are:\n\`\`\`json\n${text}\n\`\`\`\nGood luck!` }),
} as const satisfies Readonly<Record<string, (text: string) => ServerAnswer>>;

export type FaultyWay = keyof typeof WAYS;

/** All ways, by name. */
export const FAULTY_WAYS = Object.keys(WAYS).filter((way): way is FaultyWay => way in WAYS);

export interface FaultyChatServer extends JsonServer {
  /** Calls so far. */
  readonly calls: () => number;
  /** How often each way was taken so far; ways not taken are not there. */
  readonly taken: () => ReadonlyMap<FaultyWay, number>;
}

/**
 * Starts a server on a free port of 127.0.0.1. What becomes of a call depends on the seed, its messages and how
 * often they came before, so that it is the same in whatever order calls come in.
 * @param share of the calls that fail, 0 to 1
 */
export async function serveFaultyChat({
  seed,
  share,
}: {
  readonly seed: number;
  readonly share: number;
}): Promise<FaultyChatServer> {
  const asked = new Map<string, number>();
  const taken = new Map<FaultyWay, number>();
  let calls = 0;
  const server = await serveJson(async ({ body }) => {
    calls += 1;
    const text = await simulatedText(firstQuestionOf(body));
    const question = sha256(JSON.stringify(messagesIn(body)));
    const time = (asked.get(question) ?? 0) + 1;
    asked.set(question, time);
    const random = makeRandom(seed, `${question} ${time}`);
    if (random.uniform() >= share) return chatCompletion({ content: text });
    const way = random.pick(FAULTY_WAYS);
    taken.set(way, (taken.get(way) ?? 0) + 1);
    return WAYS[way](text);
  });
  return { ...server, calls: () => calls, taken: () => taken };
}

/** The request as it was before any complaint about an answer: the simulated model would judge the complaint. */
function firstQuestionOf(body: unknown): object {
  return { ...Object(body), messages: messagesIn(body).slice(0, 2) };
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): ServerAnswer {
  return { status, body: { error: { message: "not now", type: "test", code: null } }, headers };
}

function withWrongEnum(text: string): string {
  return text
    .replace(/"stance":"\w+"/, '"stance":"sideways"')
    .replace(/"action":-?1/, '"action":0');
}
