/** The form of an answer, twice: as a schema that checks it, and as the JSON schema that a model is asked by. */
import { z } from "zod";

export interface AnswerForm<T> {
  readonly schema: z.ZodType<T>;
  readonly jsonSchema: Readonly<Record<string, unknown>>;
}

/** Both from one schema. Making it costs more than asking by it: do it once a node. */
export function answerForm<T>(schema: z.ZodType<T>): AnswerForm<T> {
  return { schema, jsonSchema: z.toJSONSchema(schema) };
}
