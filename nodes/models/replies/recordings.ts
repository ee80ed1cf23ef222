/** Replies recorded in one file that ships with a dataset: read, never written. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { InputError, faultCode } from "../../../data/errors.ts";
import { ASKERS } from "../chat-model.ts";
import { type ReplyStore, type StoredReply, storedPart, storedReplySchema } from "./reply-store.ts";

/** One line of the file. Node and row are for readers: a reply is found by its key alone. */
export const recordingSchema = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{64}$/, "64 hex digits"),
  node: z.enum(ASKERS),
  row: z.int().nonnegative(),
  ...storedReplySchema.shape,
});
export type Recording = Readonly<z.infer<typeof recordingSchema>>;

/**
 * A read-only store over a file of one recording a line, loaded as a whole when it is first read. Of two lines with
 * one key the later counts.
 * @param file its reading fails with InputError when there is none, and at a line that is no recording
 */
export function makeRecordings(file: string): ReplyStore {
  let loading: Promise<ReadonlyMap<string, StoredReply>> | undefined;
  return {
    readOnly: true,
    async read(key) {
      loading ??= load(file);
      return (await loading).get(key) ?? null;
    },
    write: () => Promise.reject(new TypeError(`${file}: recordings are read, never written`)),
  };
}

async function load(file: string): Promise<ReadonlyMap<string, StoredReply>> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new InputError({ file }, "a file of recorded replies", faultCode(cause), { cause });
  });
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return new Map(
    lines.map((line, row) => {
      const recording = parseLine(file, row, line);
      return [recording.key, storedPart(recording)];
    }),
  );
}

function parseLine(file: string, row: number, line: string): Recording {
  const recording = recordingSchema.safeParse(parseJson(file, row, line));
  if (recording.success) return recording.data;
  const faults = recording.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new InputError({ file, row }, "a recorded reply", `another form (${faults.join("; ")})`);
}

function parseJson(file: string, row: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new InputError({ file, row }, "JSON", "something else", { cause });
  }
}
