#!/usr/bin/env node
/** The executable: hands the arguments over and leaves with the exit code once everything is written. */
import { main } from "./program.ts";

for (const stream of [process.stdout, process.stderr]) stream.on("error", outliveReader);

process.exitCode = await main(process.argv.slice(2));

/** `hindcast run | head` ends the reader, not the run: a closed pipe is no fault. */
function outliveReader(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
