/** The recorded replies that ship with the sample: a real language model's, to be replayed without it. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { InputError, ReplayMissError, faultCode } from "../../../data/errors.ts";
import { SAMPLE_REPLIES } from "../../../data/sample-file.ts";
import type { ChatModel } from "../chat-model.ts";
import { makeRecordings } from "./recordings.ts";
import { replyKey } from "./reply-key.ts";
import { type ReplyStore, layeredStore } from "./reply-store.ts";

const metadataSchema = z.object({
  model: z.strictObject({
    id: z.string(),
    origin: z.strictObject({
      provider: z.string(),
      name: z.string(),
      parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      seeded: z.boolean(),
    }),
  }),
  /** The dataset they are replies to. */
  dataSha256: z.string(),
  /** Hash of the prompt files. */
  promptsSha256: z.string(),
  /** Settings that shape prompts, as they were. */
  config: z.record(z.string(), z.unknown()),
  /** Words for a screen, such as "SmolLM2-135M-Instruct, 4 bits". */
  spoken: z.string(),
  /** What was recorded besides, one set of settings at a time that differ from `config` and the defaults. */
  variants: z
    .object({ settings: z.array(z.record(z.string(), z.unknown())) })
    .default({ settings: [] }),
});

/** Recorded replies, the model they came from, and what they are replies to. */
export interface ShippedReplies extends z.infer<typeof metadataSchema> {
  readonly store: ReplyStore;
}

/** Reads what is recorded. @throws InputError when the files are missing or broken */
export function openShippedReplies(files: typeof SAMPLE_REPLIES = SAMPLE_REPLIES): ShippedReplies {
  const metadata = metadataSchema.safeParse(readJson(files.metadata));
  if (!metadata.success) {
    const [issue] = metadata.error.issues;
    const column = issue?.path.join(".") ?? "";
    throw new InputError({ file: files.metadata, column }, "metadata of replies", "something else");
  }
  const besides = [files.behaviour, files.variants].filter((file) => existsSync(file));
  const store = layeredStore([files.file, files.recall, ...besides].map(makeRecordings));
  return { ...metadata.data, store };
}

/** The recorded model in name only: it can be replayed, not asked. */
export function recordedModel({ model }: ShippedReplies): ChatModel {
  return {
    ...model,
    complete: (request) =>
      Promise.reject(new ReplayMissError(request.node, replyKey(model.origin, request))),
  };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new InputError({ file }, "a JSON file", faultCode(cause), { cause });
  }
}
