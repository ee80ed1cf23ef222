/** The trial that a finished run's directory holds, whether or not the ledger has it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { InputError, faultCode } from "../../data/errors.ts";
import { readPositions } from "../read-positions.ts";
import { schemaFaults } from "../schema-faults.ts";
import { type TrialLine, trialLine, trialStampSchema } from "./trial-line.ts";

const manifestSchema = trialStampSchema.extend({
  state: z.literal("finished"),
  statuses: z.object({ failed: z.int().min(0) }),
});

/**
 * Reads `manifest.json` and `positions.csv`.
 * @throws InputError naming the file that is missing or broken, or the manifest of a run that is not finished
 */
export async function readOwnTrial(directory: string): Promise<TrialLine> {
  const file = join(directory, "manifest.json");
  const manifest = manifestSchema.safeParse(readJson(file));
  if (!manifest.success) {
    throw new InputError({ file }, "a finished run's manifest", schemaFaults(manifest.error));
  }
  const positions = await readPositions(join(directory, "positions.csv"));
  return trialLine(manifest.data, { ...positions, failed: manifest.data.statuses.failed });
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const was = error instanceof SyntaxError ? "no JSON" : faultCode(error);
    throw new InputError({ file }, "a finished run's manifest", was, { cause: error });
  }
}
