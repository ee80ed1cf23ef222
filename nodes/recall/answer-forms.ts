/** What the probe's questions must be answered with. "I do not know" is an answer: 0 or "unknown", read as null. */
import { z } from "zod";
import { type AnswerForm, answerForm } from "../models/answer-form.ts";

/** Marks of the texts to choose from. */
export const MARKS = ["A", "B", "C", "D"] as const;
export type Mark = (typeof MARKS)[number];

const UNKNOWN = "unknown";

/** Models are asked for plain numbers and words, which every provider's schemas can say; null is understood as well. */
function formOf<Asked, Value>(
  asked: z.ZodType<Asked>,
  valueOf: (answer: Asked) => Value | null,
  key: string,
): AnswerForm<Value | null> {
  const isNull = z.strictObject({ [key]: z.null() }).transform((): Value | null => null);
  return {
    schema: z.union([asked.transform(valueOf), isNull]),
    jsonSchema: answerForm(asked).jsonSchema,
  };
}

/** A price; null where the model does not know it. */
export const CLOSE_FORM: AnswerForm<number | null> = formOf(
  z.strictObject({
    price: z.number().min(0).describe("The close as a plain number, or 0 if you do not know it."),
  }),
  ({ price }) => (price === 0 ? null : price),
  "price",
);

/** A side; null where the model does not know it. */
export const DIRECTION_FORM: AnswerForm<1 | -1 | null> = formOf(
  z.strictObject({ direction: z.enum(["up", "down", UNKNOWN]).describe("Where the close went.") }),
  ({ direction }) => (direction === UNKNOWN ? null : direction === "up" ? 1 : -1),
  "direction",
);

/** A text's mark; null where the model does not know it. */
export const EVENT_FORM: AnswerForm<Mark | null> = formOf(
  z.strictObject({ choice: z.enum([...MARKS, UNKNOWN]).describe("The text of that hour.") }),
  ({ choice }) => (choice === UNKNOWN ? null : choice),
  "choice",
);
