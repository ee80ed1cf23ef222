#!/usr/bin/env node
/** The executable: hands the arguments over and leaves with the exit code once everything is written. */
import { main } from "./program.ts";

process.exitCode = await main(process.argv.slice(2));
