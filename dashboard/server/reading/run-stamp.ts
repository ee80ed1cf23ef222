/** A run's `manifest.json` as the dashboard reads it, of runs under way too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError, faultCode } from "../../../data/errors.ts";
import { MODEL_NODES } from "../../../nodes/models/chat-model.ts";
import { schemaFaults } from "../../../graphs/schema-faults.ts";

const modelSchema = z.object({ id: z.string(), provider: z.string(), name: z.string() }).nullable();
const costSchema = z.object({ calls: z.int(), costUsd: z.number().nullable() });
const count = z.int().min(0);

const stampSchema = z.object({
  run: z.string(),
  state: z.enum(["under way", "finished"]),
  simulatedNodes: z.array(z.enum(MODEL_NODES)).default([]),
  data: z.object({ sha256: z.string(), file: z.string().optional() }),
  models: z.object({
    analyzeSentiment: modelSchema,
    analyzeQuant: modelSchema,
    arbitrate: modelSchema,
  }),
  identity: z.looseObject({
    code: z.object({ version: z.string(), hash: z.string() }).optional(),
    config: z.looseObject({
      horizonBars: z.int().min(1),
      seed: z.int(),
      commission: z.number(),
      slippage: z.number(),
    }),
    ownNodes: z.record(z.string(), z.unknown()).default({}),
  }),
  rows: count.optional(),
  statuses: z.object({ decided: count, rule: count, abstained: count, failed: count }).optional(),
  calls: z.record(z.string(), costSchema).optional(),
});
export type RunStamp = Readonly<z.infer<typeof stampSchema>>;

/** Reads it. @throws InputError when it is missing or broken */
export function readStamp(directory: string): RunStamp {
  const file = join(directory, "manifest.json");
  const stamp = stampSchema.safeParse(parseJson(file, readText(file)));
  if (stamp.success) return stamp.data;
  throw new InputError({ file }, "a run's manifest", schemaFaults(stamp.error));
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new InputError({ file }, "a run's manifest", faultCode(cause), { cause });
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, "JSON", "something else", { cause });
  }
}
