/** What an evaluation needs of a run's `manifest.json`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError, UsageError, faultCode } from "../../data/errors.ts";
import { NODE_NAMES } from "../../data/vocabulary.ts";
import { MODEL_NODES } from "../../nodes/models/chat-model.ts";
import { schemaFaults } from "../schema-faults.ts";

const nameSchema = z.object({ id: z.string() }).nullable();

const manifestSchema = z.object({
  run: z.string(),
  state: z.literal("finished"),
  simulatedNodes: z.array(z.enum(MODEL_NODES)),
  /** Runs of before they were stamped name none. */
  ownNodes: z.array(z.enum(NODE_NAMES)).default([]),
  data: z.object({ sha256: z.string(), file: z.string().optional() }),
  models: z.object({
    analyzeSentiment: nameSchema,
    analyzeQuant: nameSchema,
    arbitrate: nameSchema,
  }),
  identity: z.object({
    code: z.object({ version: z.string() }).optional(),
    config: z.looseObject({
      horizonBars: z.int().min(1),
      seed: z.int(),
      commission: z.number(),
      slippage: z.number(),
      capital: z.number(),
    }),
  }),
  statuses: z.object({
    decided: z.int(),
    rule: z.int(),
    abstained: z.int(),
    failed: z.int(),
  }),
});
export type RunManifest = Readonly<z.infer<typeof manifestSchema>>;

/**
 * Reads the manifest of a finished run.
 * @throws UsageError when the directory holds no run, or one that is not finished; InputError when the file is broken
 */
export function readRunManifest(directory: string): RunManifest {
  const file = join(directory, "manifest.json");
  const whole = readJson(file, directory);
  if (z.object({ state: z.literal("under way") }).safeParse(whole).success) {
    throw new UsageError(
      `${directory}: expected a finished run, was one under way; the command that began it goes on with it`,
    );
  }
  const manifest = manifestSchema.safeParse(whole);
  if (manifest.success) return manifest.data;
  throw new InputError({ file }, "a finished run's manifest", schemaFaults(manifest.error));
}

function readJson(file: string, directory: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new UsageError(
      `${directory}: expected the directory of a run (hindcast run --out ${directory}), was none with a manifest.json (${faultCode(cause)})`,
      { cause },
    );
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, "JSON", "something else", { cause });
  }
}
