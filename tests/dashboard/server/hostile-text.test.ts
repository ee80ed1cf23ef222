import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunHead } from "../../../dashboard/wire/api.ts";
import { TEXT_FIELDS } from "../../../data/row.ts";
import { runPipeline } from "../../../graphs/run.ts";
import { ask, askJson, serveRuns, tokenOf } from "../../support/dashboard.ts";
import { pipelineOf, withFields, worldRows } from "../../support/pipeline.ts";
import { newDirectory, readIn } from "../../support/run-directory.ts";

/** What text would do if it were taken for anything but text. */
const PAYLOADS = [
  "<script>alert(1)</script>",
  "</script><img src=x onerror=alert(1)>",
  "\"'><svg/onload=alert(1)>",
  "javascript:alert(1)",
  '<meta name="hindcast-token" content="stolen">',
  "\u2028\u2029]]><!--",
  '{"row":9,"node":"arbitrate"}\n{"row":9,"decision":{}}\n',
  "data: {}\n\nevent: finished\ndata: {}\n\n",
  "${token} %s \\u003cscript\\u003e \\",
];

/** A payload in every text column, another in each. */
function hostileFields(row: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    TEXT_FIELDS.map((field, f) => [field, `${PAYLOADS[(row + f) % PAYLOADS.length]} ${row} ${f}`]),
  );
}

describe("text of news", () => {
  it("reaches the page as strings of JSON and as nothing else, from every column", async () => {
    const row = 10;
    const rows = withFields(
      worldRows(14),
      Object.fromEntries(Array.from({ length: 14 }, (_, i) => [i, hostileFields(i)])),
    );
    const pipeline = pipelineOf({ rows });
    const out = newDirectory();
    await runPipeline(pipeline, { out });
    const served = await serveRuns([out], { data: pipeline.data });
    const base = `/api/runs/${pipeline.run}`;

    for (let at = 0; at < rows.length; at++) {
      const { status, headers, body } = await ask(served, `${base}/rows/${at}`);
      expect([status, headers["content-type"]]).toEqual([200, "application/json"]);
      expect(JSON.parse(body).news.map(({ text }: { text: string }) => text)).toEqual(
        Object.values(hostileFields(at)),
      );
      expect(JSON.parse(body).row).toBe(at);
    }
    const news = await askJson(served, `${base}/rows/${row}`);
    expect(news).toMatchObject({ row, decision: { status: "decided" } });
    for (const path of ["/api/runs", `${base}/series`, `${base}/marks`]) {
      const { headers, body } = await ask(served, path);
      expect(headers["content-type"]).toBe("application/json");
      JSON.parse(body);
    }
    const { body: page } = await ask(served, "/");
    expect(page).not.toContain("alert(1)");
  });

  it("in a run's own files does not leave its place", async () => {
    const pipeline = pipelineOf({ rows: worldRows(8) });
    const out = newDirectory();
    await runPipeline(pipeline, { out });
    writeFileSync(
      join(out, "langsmith.json"),
      JSON.stringify({ project: PAYLOADS[0], url: "javascript:alert(1)//https://x" }),
    );
    const served = await serveRuns([out]);
    const detail = await askJson(served, `/api/runs/${pipeline.run}/rows/7`);
    expect(detail).toMatchObject({ langsmithUrl: null, news: null });
    rmSync(join(out, "langsmith.json"));
    mkdirSync(join(out, "langsmith.json"));
    const unread = await askJson(served, `/api/runs/${pipeline.run}/rows/7`);
    expect(unread).toMatchObject({ row: 7, langsmithUrl: null });
  });
});

describe("hidden characters", () => {
  it("in a run's name, and in words of its manifest, are shown by their codes", async () => {
    const pipeline = pipelineOf({ rows: worldRows(8) });
    const out = join(newDirectory(), "good\u202Egpj.exe");
    await runPipeline(pipeline, { out });
    const manifest = JSON.parse(readIn(out, "manifest.json"));
    const data = { ...manifest.data, file: "a\u200B.csv" };
    writeFileSync(join(out, "manifest.json"), JSON.stringify({ ...manifest, data }));
    const served = await serveRuns([out]);
    const [head] = await askJson<RunHead[]>(served, "/api/runs");
    const name = "good⟨U+202E⟩gpj.exe";
    expect(head).toMatchObject({ name, dataFile: "a⟨U+200B⟩.csv" });
    writeFileSync(join(out, "manifest.json"), "{");
    const [broken] = await askJson<RunHead[]>(served, "/api/runs");
    const fault = `${name}/manifest.json: expected JSON, was something else`;
    expect(broken).toMatchObject({ name, fault });
  });
});

describe("the page", () => {
  it("gets the token in its meta element, and no file but its own three", async () => {
    const folder = newDirectory();
    const html =
      '<head><meta name="hindcast-token" content=""></head><script src="/app.js"></script>';
    for (const [name, text] of Object.entries({
      "index.html": html,
      "app.js": "let page;",
      "app.css": "p{}",
      "secret.txt": "no",
    })) {
      writeFileSync(join(folder, name), text);
    }
    const out = newDirectory();
    await runPipeline(pipelineOf({ rows: worldRows(6) }), { out });
    const served = await serveRuns([out], { pageFolder: folder });
    const token = await tokenOf(served);
    const { body, headers } = await ask(served, "/");
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).toBe(html.replace('content=""', `content="${token}"`));
    expect(await ask(served, "/app.js")).toMatchObject({
      body: "let page;",
      headers: { "content-type": "text/javascript; charset=utf-8" },
    });
    expect(await ask(served, "/app.css")).toMatchObject({
      body: "p{}",
      headers: { "content-type": "text/css; charset=utf-8" },
    });
    expect((await ask(served, "/secret.txt")).status).toBe(404);
  });
});
