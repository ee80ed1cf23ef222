import { beforeAll, afterAll, describe, expect, it } from "vitest";
import { runPipeline } from "../../../graphs/run.ts";
import { type Served } from "../../../dashboard/server/serve.ts";
import { startDashboard } from "../../../dashboard/server/start-dashboard.ts";
import { makeDirectory, removeDirectory } from "../../support/run-directory.ts";
import { ask, askAgain, tokenOf } from "../../support/dashboard.ts";
import { faultOf } from "../../support/fault.ts";
import { pipelineOf, worldRows } from "../../support/pipeline.ts";

const directory = makeDirectory();
let served: Served;
let run = "";
let redecidePath = "";

beforeAll(async () => {
  const pipeline = pipelineOf({ rows: worldRows(12) });
  await runPipeline(pipeline, { out: directory });
  ({ run } = pipeline);
  redecidePath = `/api/runs/${run}/rows/8/redecide`;
  served = await startDashboard({ runs: [directory], datasets: [], port: 0 });
});

afterAll(async () => {
  await served.close();
  removeDirectory(directory);
});

describe("every answer", () => {
  it.each(["/", "/app.js", "/app.css", "/api/runs", "/nowhere", "/api/nowhere"])(
    "of %s forbids what the page does not need",
    async (path) => {
      const { headers } = await ask(served, path);
      expect(headers["content-security-policy"]).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
          "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store",
      });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    },
  );

  it("that is a refusal is one line of JSON, without a stack or a folder", async () => {
    const { body, headers } = await ask(served, `/api/runs/${run}/rows/999`);
    expect(headers["content-type"]).toBe("application/json");
    expect(Object.keys(JSON.parse(body))).toEqual(["error"]);
    expect(body).not.toMatch(/\n|\/tmp|node_modules|at .*:\d+/);
  });
});

describe("a host", () => {
  it.each(["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])("%s is answered", async (name) => {
    const host = `${name}:${served.port}`;
    expect((await ask(served, "/", { headers: { host } })).status).toBe(200);
  });

  it.each(["evil.example", "127.0.0.1.evil.example", "localhost", "127.0.0.1:1", "0.0.0.0"])(
    "%s is refused, for the page too",
    async (host) => {
      for (const path of ["/", "/app.js", "/api/runs"]) {
        expect((await ask(served, path, { headers: { host } })).status).toBe(403);
      }
    },
  );
});

describe("a request of another page", () => {
  it.each([
    { origin: "http://evil.example" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("with %o is refused", async (headers) => {
    for (const path of ["/api/runs", `/api/runs/${run}/series`, `/api/runs/${run}/events`]) {
      expect((await ask(served, path, { headers })).status).toBe(403);
    }
    const replaced = { node: "analyzeQuant", output: {} };
    expect((await askAgain(served, redecidePath, replaced, headers)).status).toBe(403);
  });

  it("is told from one of the dashboard's own, which is answered", async () => {
    const headers = {
      origin: `http://localhost:${served.port}`,
      host: `localhost:${served.port}`,
      "sec-fetch-site": "same-origin",
    };
    expect((await ask(served, "/api/runs", { headers })).status).toBe(200);
  });
});

describe("a path", () => {
  it.each([
    "/../package.json",
    "/app.js/../../../../etc/passwd",
    "/%2e%2e/package.json",
    "/..%2fpackage.json",
    "/api/runs/%2e%2e%2f/series",
    "/app.js%00.css",
    "/api/runs/a\\..\\b/series",
    "//etc/passwd",
    "/api//runs",
    "/./app.js",
    "/api/runs?x=%3Cscript%3E",
  ])("%s is refused as it is", async (path) => {
    expect((await ask(served, path)).status).toBe(400);
  });

  it.each([
    "/package.json",
    "/manifest.json",
    "/index.html",
    "/app.ts",
    "/api",
    "/api/runs/other/series",
    "/api/runs/other/events",
    "/api/runs/other/rows/1",
  ])("%s leads nowhere", async (path) => {
    expect((await ask(served, path)).status).toBe(404);
  });

  it("of a row that is none of the run's leads nowhere", async () => {
    for (const row of ["12", "999999999999", "-1", "1.5", "x"]) {
      expect((await ask(served, `/api/runs/${run}/rows/${row}`)).status).toBe(404);
    }
  });
});

describe("a method", () => {
  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])(
    "%s is refused where one only reads",
    async (method) => {
      for (const path of ["/", "/app.js", "/api/runs", `/api/runs/${run}/rows/1`]) {
        const { status, headers } = await ask(served, path, { method });
        expect([status, headers["allow"]]).toEqual([405, "GET, HEAD"]);
      }
    },
  );

  it("HEAD is answered as GET is, without a body, but for a stream", async () => {
    for (const path of ["/", "/app.js", "/api/runs"]) {
      const [got, headed] = [await ask(served, path), await ask(served, path, { method: "HEAD" })];
      expect([headed.status, headed.body]).toEqual([200, ""]);
      expect(headed.headers["content-type"]).toBe(got.headers["content-type"]);
    }
    const events = await ask(served, `/api/runs/${run}/events`, { method: "HEAD" });
    expect([events.status, events.headers["allow"]]).toEqual([405, "GET"]);
  });

  it.each(["GET", "PUT", "OPTIONS", "HEAD"])("%s is refused where one decides", async (method) => {
    const { status, headers } = await ask(served, redecidePath, { method });
    expect([status, headers["allow"]]).toEqual([405, "POST"]);
  });
});

describe("a replaced output", () => {
  const replaced = { node: "analyzeQuant", output: {} };

  it.each(["", "0".repeat(64), "x"])("with the token %j is refused", async (token) => {
    const headers = { "x-hindcast-token": token };
    expect((await askAgain(served, redecidePath, replaced, headers)).status).toBe(403);
  });

  it("without a token is refused", async () => {
    const headers = { "content-type": "application/json" };
    const asked = { method: "POST", headers, body: JSON.stringify(replaced) };
    expect((await ask(served, redecidePath, asked)).status).toBe(403);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "sent as %j is refused, since a form could send it",
    async (kind) => {
      const answer = await askAgain(served, redecidePath, replaced, { "content-type": kind });
      expect(answer.status).toBe(415);
    },
  );

  it("of more than a megabyte is refused", async () => {
    const long = { ...replaced, output: "x".repeat(1 << 20) };
    expect((await askAgain(served, redecidePath, long)).status).toBe(413);
  });

  it("is refused by a dashboard that asks no models", async () => {
    expect((await askAgain(served, redecidePath, replaced)).status).toBe(409);
  });
});

describe("a server", () => {
  it("has another token at each start, and the same until it ends", async () => {
    const other = await startDashboard({ runs: [directory], datasets: [], port: 0 });
    try {
      const tokens = [await tokenOf(served), await tokenOf(served), await tokenOf(other)];
      expect(tokens[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(tokens[0]).toBe(tokens[1]);
      expect(tokens[0]).not.toBe(tokens[2]);
    } finally {
      await other.close();
    }
  });

  it("on a port that is taken says so in one line", async () => {
    const fault = await faultOf(
      startDashboard({ runs: [directory], datasets: [], port: served.port }),
    );
    expect(fault).toMatchObject({
      code: "BAD_USAGE",
      message: `--port: expected a free port, was ${served.port} (EADDRINUSE)`,
    });
  });
});
