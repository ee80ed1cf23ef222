/** Collects what a running cell writes, displays and returns, in order, as notebook outputs. */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { format } from "node:util";
import type { CellOutput, MimeBundle } from "./notebook-file.ts";

/** Where the kit's `show` hands its MIME bundle over; a registered symbol, so that the kit needs no import from here. */
const DISPLAY_HOOK = Symbol.for("hindcast.notebook.display");

type StreamName = "stdout" | "stderr";

/** Records the outputs of the cell now running. */
export interface Recorder {
  /** Records a cell's trailing value, as text. */
  readonly result: (value: unknown, count: number) => void;
  /** Returns what was recorded since the last call, and starts anew. */
  readonly take: () => CellOutput[];
  /** Gives the console, the standard streams and the display hook back. */
  readonly stop: () => void;
}

/** Takes over the console, the standard streams and the display hook until `stop`. Text is recorded without colour, whatever the terminal. */
export function startRecorder(): Recorder {
  let outputs: CellOutput[] = [];

  function write(name: StreamName, text: string): void {
    const last = outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) {
      outputs[outputs.length - 1] = { ...last, text: last.text + text };
    } else outputs.push({ output_type: "stream", name, text });
  }

  const restore = [
    replaceConsole(write),
    divertWarnings(),
    replaceStream("stdout", write),
    replaceStream("stderr", write),
    setDisplayHook((data) => {
      outputs.push({ output_type: "display_data", data, metadata: {} });
    }),
  ];

  return {
    result: (value, count) => {
      const data = { "text/plain": format(value) };
      outputs.push({ output_type: "execute_result", data, metadata: {}, execution_count: count });
    },
    take: () => {
      const taken = outputs;
      outputs = [];
      return taken;
    },
    stop: () => {
      for (const undo of restore) undo();
    },
  };
}

type Write = (name: StreamName, text: string) => void;

function replaceConsole(write: Write): () => void {
  const before = globalThis.console;
  globalThis.console = new Console({
    stdout: sink("stdout", write),
    stderr: sink("stderr", write),
    colorMode: false,
  });
  return () => {
    globalThis.console = before;
  };
}

function sink(name: StreamName, write: Write): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      write(name, String(chunk));
      done();
    },
  });
}

function replaceStream(name: StreamName, write: Write): () => void {
  const stream = process[name];
  const before: unknown = Reflect.get(stream, "write");
  stream.write = (chunk: string | Uint8Array, ...rest: readonly unknown[]) => {
    write(name, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
    const done = rest.find((argument) => typeof argument === "function");
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  return () => {
    Reflect.set(stream, "write", before);
  };
}

/** Sends Node's own warnings past the recording: they name the process, which differs every time. */
function divertWarnings(): () => void {
  const before = process.listeners("warning");
  const screen = process.stderr.write.bind(process.stderr);
  const onWarning = (warning: Error): void => {
    if (warning.name !== "ExperimentalWarning") screen(`${warning.name}: ${warning.message}\n`);
  };
  process.removeAllListeners("warning").on("warning", onWarning);
  return () => {
    process.off("warning", onWarning);
    for (const listener of before) process.on("warning", listener);
  };
}

function setDisplayHook(hook: (data: MimeBundle) => void): () => void {
  Reflect.set(globalThis, DISPLAY_HOOK, hook);
  return () => {
    Reflect.deleteProperty(globalThis, DISPLAY_HOOK);
  };
}
