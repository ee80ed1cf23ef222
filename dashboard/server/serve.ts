/** Puts the application on a port of this machine alone. */
import { once } from "node:events";
import { type HttpBindings, createAdaptorServer } from "@hono/node-server";
import { UsageError, faultCode } from "../../data/errors.ts";

/** What answers requests. */
export interface Application {
  fetch(request: Request, bindings: HttpBindings): Response | Promise<Response>;
}

/** A server that is up. */
export interface Served {
  /** `http://127.0.0.1:PORT/`. */
  readonly url: string;
  readonly port: number;
  /** Ends open connections, streams of events too. */
  close(): Promise<void>;
}

/** Never another: what is shown is for who sits at this machine. */
const LOOPBACK = "127.0.0.1";

/**
 * Serves on loopback.
 * @param port 0 for a free one
 * @throws UsageError when the port is taken or may not be used
 */
export async function serveApplication(application: Application, port: number): Promise<Served> {
  const server = createAdaptorServer({
    // Node's own request objects stay as they are: the rest of the process uses them.
    overrideGlobalObjects: false,
    fetch: (request, bindings) => application.fetch(request, httpOnly(bindings)),
  });
  server.listen(port, LOOPBACK);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new UsageError(`--port: expected a free port, was ${port} (${faultCode(cause)})`, {
      cause,
    });
  }
  const address = server.address();
  const bound = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://${LOOPBACK}:${bound}/`,
    port: bound,
    async close() {
      const closed = once(server, "close");
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await closed;
    },
  };
}

function httpOnly(bindings: Parameters<Parameters<typeof createAdaptorServer>[0]["fetch"]>[1]) {
  const { incoming, outgoing } = bindings;
  if ("stream" in incoming || "stream" in outgoing) throw new TypeError("expected HTTP/1.1");
  return { incoming, outgoing };
}
