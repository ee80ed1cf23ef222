/** Says in one line what a schema found wrong. */
import type { z } from "zod";

/** Every fault with the path it lies at: `decision.score: Too big: expected number to be <1; …`. */
export function schemaFaults(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join(".")}: ${message}`))
    .join("; ");
}
