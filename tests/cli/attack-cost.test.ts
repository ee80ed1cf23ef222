/** What an attack on a model that is asked costs: said before, held to a limit, booked after, paid once. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeRows } from "../../data/write-rows.ts";
import { type ChatServer, serveChat } from "../support/chat-server.ts";
import { type Ended, hindcast } from "../support/hindcast.ts";
import { worldRows } from "../support/pipeline.ts";
import { makeDirectory, removeDirectory } from "../support/run-directory.ts";

const cwd = makeDirectory();
const PRICE = ["--price", "100,200"];
/** Dollars of a call at that price: the server counts 100 tokens in and 20 out. */
const CALL_USD = 0.014;
let server: ChatServer;
let whole: Ended & { readonly calls: number };

/** Attacks two rows with three texts, with the server's address and a key unless it is null; counts the calls. */
async function attack(
  more: readonly string[],
  { key = "sk-test", cache = "cache", llm = "openai:test" }: Partial<Access> = {},
) {
  const before = server.calls();
  const few = ["--rows", "2", "--payloads", "3", "--horizon", "2"];
  const ended = await hindcast(
    cwd,
    ["attack", "--data", "bars.csv", "--llm", llm, ...few, ...more],
    {
      OPENAI_BASE_URL: server.baseURL,
      HINDCAST_CACHE: join(cwd, cache),
      ...(key !== null && { OPENAI_API_KEY: key }),
    },
  );
  return { ...ended, calls: server.calls() - before };
}

interface Access {
  readonly key: string | null;
  readonly cache: string;
  readonly llm: string;
}

beforeAll(async () => {
  server = await serveChat();
  await writeRows(join(cwd, "bars.csv"), worldRows(40));
  whole = await attack(PRICE);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  removeDirectory(cwd);
});

describe("an attack on a model that is asked", () => {
  it("says before what it may cost, and after what it did", () => {
    expect(whole).toMatchObject({ code: 0, stderr: "" });
    // 40 rows tried at most, then 2 rows x 3 texts x 2; 3 nodes, twice each.
    expect(whole.stdout).toMatch(
      /^model {2}openai:test@\w+\ncalls {2}at most 312, for 52 decisions, /m,
    );
    expect(whole.stdout).toMatch(
      /^cost {3}about \d+ calls, \d+k? tokens in, \d+k? out: about \$\d+\.\d+ /m,
    );
    const paid = whole.calls * CALL_USD;
    expect(whole.stdout).toContain(
      `${whole.calls * 100} tokens in and ${whole.calls * 20} out, paid $${paid.toFixed(paid < 1 ? 4 : 2)}`,
    );
  });

  it("pays nothing again, and needs no key for a replay", async () => {
    const again = await attack([...PRICE, "--replies", "replay", "--json"], { key: null });
    expect({ code: again.code, calls: again.calls }).toEqual({ code: 0, calls: 0 });
    expect(JSON.parse(again.stdout)).toMatchObject({
      model: expect.stringMatching(/^openai:test@/),
      estimate: null,
      ledger: { total: { costUsd: 0, failed: 0 } },
    });
  });

  it("renews replies on request, each once", async () => {
    const { code, calls } = await attack([...PRICE, "--replies", "refresh"]);
    expect({ code, calls }).toEqual({ code: 0, calls: whole.calls });
  });

  it("stops at the limit, and the same command goes on from the replies it got", async () => {
    const cache = "limited";
    // All of it comes to less; but as much as a call may cost at most is set aside before it.
    const limit = ["--max-cost", "1.2", "--concurrency", "2", ...PRICE];
    const stopped = await attack(limit, { cache });
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toMatch(
      /^hindcast: the limit of \$1\.2000 is reached: [^\n]+ the same command goes on from them \([^\n]+\)\n$/,
    );
    expect(stopped.calls).toBeGreaterThan(0);
    expect(stopped.calls * CALL_USD).toBeLessThanOrEqual(1.2);

    const resumed = await attack(PRICE, { cache });
    expect(resumed.code).toBe(0);
    expect(stopped.calls + resumed.calls).toBe(whole.calls);
  });

  it("needs a price for a limit, before it asks", async () => {
    const { code, stderr, calls } = await attack(["--max-cost", "1"]);
    expect({ code, calls }).toEqual({ code: 2, calls: 0 });
    expect(stderr).toMatch(/^hindcast: --max-cost: [^\n]*openai:test[^\n]*--price IN,OUT[^\n]*\n$/);
  });

  it("keeps the replies of a rule out of its own", async () => {
    const cache = "mixed";
    const mixed = await attack([], { cache, llm: "analyzeSentiment=openai:test,simulated" });
    expect(mixed.code).toBe(0);
    const all = await attack([], { cache });
    expect(mixed.calls + all.calls).toBe(whole.calls);
    expect(all.calls).toBeGreaterThan(0);
  });
});

describe("an attack on a rule", () => {
  it.each(["simulated", "obeying"])("costs nothing and says so: %s", async (llm) => {
    const { code, stdout } = await attack(["--max-cost", "0"], { llm });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/^cost/m);
    expect(stdout).toMatch(/paid \$0\.0000$/m);
  });
});
