import { afterEach, describe, expect, it } from "vitest";
import { readEnvironment } from "../../cli/environment.ts";

const before = { ...process.env };
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

describe("what is struck out of traces", () => {
  it.each([
    "GITHUB_PAT",
    "MY_PAT_1",
    "DB_PASS",
    "PROXY_AUTH",
    "SENTRY_DSN",
    "MY_TOKEN",
    "X_SECRET",
  ])("is the value of %s", (name) => {
    process.env[name] = ` marker of ${name} `;
    expect(readEnvironment().langsmith.secrets).toContain(`marker of ${name}`);
  });

  it.each(["MY_PATH_LIKE", "SOME_PATTERN", "COMMIT_AUTHOR"])("is not that of %s", (name) => {
    process.env[name] = "a marker of none";
    expect(readEnvironment().langsmith.secrets).not.toContain("a marker of none");
  });
});
