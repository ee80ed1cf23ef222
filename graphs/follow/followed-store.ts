/** Opens a run directory for rows that arrive: one that holds the first of them already is gone on with. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../../data/errors.ts";
import type { GrowingRows } from "../../data/growing/growing-rows.ts";
import { hashOf } from "../../data/hash.ts";
import { manifestJson } from "../manifest.ts";
import type { Pipeline } from "../pipeline.ts";
import { RECALL_FILE } from "../recall/report.ts";
import { type RunStore, openRunStore } from "../run-store.ts";
import { mustBeBounded } from "../spent-before.ts";

const heldSchema = z.object({
  run: z.string(),
  identity: z.record(z.string(), z.unknown()),
  data: z.object({ rows: z.int().min(0), sha256: z.string() }),
});
type Held = Readonly<z.infer<typeof heldSchema>>;

/**
 * Opens the directory under the name that a run over the pipeline's rows has.
 * @param pipeline named over the rows to decide so far
 * @throws UsageError when the directory holds anything but the first of these rows, decided by the same pipeline
 * @throws InputError when its files are broken
 */
export function openFollowedStore(out: string, pipeline: Pipeline, growing: GrowingRows): RunStore {
  const held = readHeld(out);
  const isSame = held !== null && hashOf(withoutHash(held.identity)) === kindOf(pipeline);
  if (isSame) mustHoldFirst(out, held.data, growing, pipeline.data.rows.length);
  return openRunStore(out, {
    run: pipeline.run,
    goesOnFrom: isSame ? held.run : undefined,
    manifest: manifestJson(pipeline, null),
    admit: (calls) => mustBeBounded(pipeline, calls, out),
  });
}

/** What the manifest says; null where there is none, or none that says it, which opening the store answers. */
function readHeld(out: string): Held | null {
  const file = join(out, "manifest.json");
  if (!existsSync(file)) return null;
  try {
    return heldSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function kindOf({ identity }: Pipeline): string {
  return hashOf(withoutHash(identity));
}

/** All that names a run but the bytes of its data. */
function withoutHash({ data, ...others }: Pipeline["identity"]): object {
  const stamp = z.looseObject({}).parse(data);
  return { ...others, data: { ...stamp, sha256: null } };
}

function mustHoldFirst(out: string, held: Held["data"], growing: GrowingRows, rows: number): void {
  const { file } = growing;
  if (!growing.beginsWith(held.rows, held.sha256)) {
    const there = growing.rows.length;
    const was = there < held.rows ? `${there} rows` : "others";
    throw new UsageError(
      `${out} holds the first ${held.rows} rows of a file: expected ${file} to begin with them, was ${was}. ` +
        "Give another --out",
    );
  }
  if (held.rows > rows) {
    throw new UsageError(`${out} holds ${held.rows} rows: expected as many at least, was ${rows}`);
  }
  if (existsSync(join(out, RECALL_FILE)) && held.rows < rows) {
    throw new UsageError(
      `${out} holds ${RECALL_FILE}, of a probe on ${held.rows} rows: give another --out, or remove it`,
    );
  }
}
