/**
 * A process that runs the built command again and again: loading it takes longer than most of what tests ask of it.
 * Plain JavaScript: workers that the command starts would inherit a loader of TypeScript.
 */
const { main } = await import(new URL("../../dist/cli/program.js", import.meta.url).href);

process.on("message", (order) => void run(order));
process.on("disconnect", () => process.exit());
process.send("ready");

async function run({ cwd, args, env }) {
  for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  process.chdir(cwd);
  const [stdout, stderr] = [gather(process.stdout), gather(process.stderr)];
  const code = await main(args);
  process.send({ code, stdout: stdout(), stderr: stderr() });
}

/** Keeps what is written to a stream until what it returns is called. */
function gather(stream) {
  const chunks = [];
  const { write } = stream;
  stream.write = (chunk, ...rest) => {
    chunks.push(Buffer.from(chunk));
    const done = rest.find((each) => typeof each === "function");
    if (done) queueMicrotask(() => done());
    return true;
  };
  return () => {
    stream.write = write;
    return Buffer.concat(chunks).toString("utf8");
  };
}
