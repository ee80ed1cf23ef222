/** Replies on disk: one small file a reply, named by its key. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError, faultCode } from "../../../data/errors.ts";
import { makeFolders } from "../../../data/make-folders.ts";
import { writeFileAtomic } from "../../../data/write-file.ts";
import { type ReplyStore, type StoredReply, storedReplySchema } from "./reply-store.ts";

/**
 * `<cacheDir>/replies/<aa>/<sha256>.json`. Readers never see half a file: it is written beside its place and
 * renamed. A damaged file counts as absent and is replaced when its reply is written again.
 */
export class ReplyFiles implements ReplyStore {
  readonly folder: string;

  constructor(cacheDir: string) {
    this.folder = join(cacheDir, "replies");
  }

  /** Where a reply lies. */
  pathOf(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key}.json`);
  }

  // Small files, read and written at once: a trip through the thread pool would take longer.
  async read(key: string): Promise<StoredReply | null> {
    return storedReplySchema.safeParse(readJson(this.pathOf(key))).data ?? null;
  }

  /** @throws UsageError naming the folder when it cannot be written to */
  async write(key: string, reply: StoredReply): Promise<void> {
    const path = this.pathOf(key);
    try {
      if (!existsSync(dirname(path))) makeFolders(dirname(path));
      writeFileAtomic(path, `${JSON.stringify(reply)}\n`);
    } catch (cause) {
      throw new UsageError(
        `reply cache: expected a folder to write to, was ${this.folder} (${faultCode(cause)})`,
        { cause },
      );
    }
  }
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
