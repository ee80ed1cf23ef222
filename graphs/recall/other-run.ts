/** Tells a probe of another run than the directory's by what differs, and what to do about each. */
import { z } from "zod";
import { UsageError } from "../../data/errors.ts";
import { canonicalJson } from "../../data/hash.ts";
import type { MarketData } from "../../data/load-rows.ts";
import { codeVersion } from "../code-version.ts";
import type { Pipeline } from "../pipeline.ts";

const anything = z.record(z.string(), z.unknown()).default({});
const identitySchema = z.object({
  data: z.object({ sha256: z.string(), columnMap: z.unknown(), timezone: z.unknown() }),
  code: z.object({ version: z.string(), hash: z.string() }),
  config: anything,
  embedder: z.string(),
  models: anything,
  prompts: z.unknown(),
  ownNodes: anything,
});
type Identity = z.infer<typeof identitySchema>;

const manifestSchema = z.object({
  run: z.string(),
  data: z.object({ file: z.string().optional() }).default({}),
  identity: identitySchema,
});

/**
 * Goes before a pipeline is opened: what models it gets by default depends on the data.
 * @param manifest of the directory; one of a form that early versions wrote passes
 * @throws UsageError when it is of other data or made by other code
 */
export function refuseOtherData(
  directory: string,
  manifest: unknown,
  { sha256, columnMap, timezone }: MarketData,
): void {
  const known = manifestSchema.safeParse(manifest).data;
  if (!known) return;
  const { identity } = known;
  const data = { sha256, columnMap, timezone };
  const now = { ...identity, data, code: codeVersion() };
  if (isSame(data, identity.data)) return;
  throw otherRun(directory, known.run, differences(known, now));
}

/** @throws UsageError unless the pipeline is that of the directory's run */
export function refuseOtherPipeline(
  directory: string,
  manifest: unknown,
  { run, identity }: Pipeline,
): void {
  const known = manifestSchema.safeParse(manifest).data;
  if (known?.run === run) return;
  const now = identitySchema.parse(identity);
  throw known
    ? otherRun(directory, known.run, differences(known, now))
    : otherRun(directory, "of an early version", ["run it again"]);
}

function otherRun(directory: string, run: string, what: readonly string[]): UsageError {
  return new UsageError(
    `${directory} holds run ${run}, and this is a probe of another: ${what.join("; ")}`,
  );
}

function differences(
  { identity: then, data: { file = "file" } }: z.infer<typeof manifestSchema>,
  now: Identity,
): readonly string[] {
  const models = differing(then.models, now.models).filter(
    (node) => (then.models[node] ?? null) !== null && (now.models[node] ?? null) !== null,
  );
  const settings = differing(then.config, now.config);
  return [
    ...(then.data.sha256 !== now.data.sha256
      ? [`its data is another (give --data with its ${file})`]
      : isSame(then.data, now.data)
        ? []
        : ["its data was read otherwise (give its --map and --timezone)"]),
    ...codeDifference(then.code, now.code),
    ...settings.map((name) => `its ${name} was ${JSON.stringify(then.config[name])}`),
    ...(then.embedder === now.embedder || settings.includes("embedder")
      ? []
      : [`its embedder was ${then.embedder}`]),
    ...(models.length === 0
      ? []
      : [`its models were ${distinct(models.map((node) => then.models[node]))} (give its --llm)`]),
    ...(isSame(then.prompts, now.prompts) ? [] : ["prompts were edited since (run it again)"]),
    ...nodesDifference(then, now),
  ];
}

function codeDifference(then: Identity["code"], now: Identity["code"]): readonly string[] {
  if (then.hash === now.hash && then.version === now.version) return [];
  return then.version === now.version
    ? [`it was made by other code of version ${then.version} (run it again)`]
    : [`it was made by version ${then.version}, this is ${now.version} (run it again)`];
}

function nodesDifference({ ownNodes: then }: Identity, { ownNodes: now }: Identity): string[] {
  if (isSame(then, now)) return [];
  return Object.keys(now).length === 0
    ? ["it has nodes of its own, which only a program can probe"]
    : ["its own nodes were others (run it again)"];
}

/** Names under which two records hold different things. */
function differing(one: Identity["config"], other: Identity["config"]): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name], other[name]));
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalJson([one]) === canonicalJson([other]);
}

function distinct(ids: readonly unknown[]): string {
  return [...new Set(ids.map(String))].join(" and ");
}
