import { describe, expect, it } from "vitest";
import { connectionFault } from "../../../../nodes/models/failures/connection-fault.ts";

/** An error as Node's fetch raises it: the code is in the cause. */
function fetchFailed(code: string): Error {
  const cause = Object.assign(new Error(`connect ${code} 10.0.0.1:443`), { code });
  return new Error("Connection error.", { cause: new TypeError("fetch failed", { cause }) });
}

describe("connectionFault", () => {
  it.each(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EAI_AGAIN", "EPIPE", "UND_ERR_SOCKET"])(
    "calls %s a lost connection, and names no address",
    (code) => {
      const fault = connectionFault(fetchFailed(code), "m");
      expect(fault).toMatchObject({ kind: "connection", message: `m: no connection (${code})` });
      expect(fault?.passing).toBe(true);
    },
  );

  it.each(["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"])(
    "calls %s a timeout",
    (code) => {
      expect(connectionFault(fetchFailed(code), "m")?.kind).toBe("timeout");
    },
  );

  it.each(["terminated", "fetch failed", "Connection error."])("knows %j by its words", (words) => {
    expect(connectionFault(new TypeError(words), "m")).toMatchObject({
      kind: "connection",
      message: "m: no connection",
    });
  });

  it.each([new TypeError("x is not a function"), "ECONNRESET", null])("lets %s be", (error) => {
    expect(connectionFault(error, "m")).toBeNull();
  });

  it("ends at a cause that goes in circles", () => {
    const error = new Error("round");
    error.cause = error;
    expect(connectionFault(error, "m")).toBeNull();
  });
});
