/** Reads a variants file. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { InputError, UsageError, faultCode } from "../../data/errors.ts";
import { type VariantInput, firstFault, nameOf, variantSchema } from "./variant.ts";

const fileSchema = z.strictObject({ variants: z.array(z.unknown()).min(1) });

const EXPECTED = 'JSON of the form {"variants": [{"name": …, "config": {…}}, …]}';

/**
 * The variants of a JSON file, each checked by itself.
 * @throws InputError when the file cannot be read or is no such JSON
 * @throws UsageError naming the file, the variant and the setting at fault
 */
export function readVariants(file: string): readonly VariantInput[] {
  const parsed = fileSchema.safeParse(readJson(file));
  if (!parsed.success) throw new InputError({ file }, EXPECTED, firstFault(parsed.error));
  return parsed.data.variants.map((input, at) => {
    const variant = variantSchema.safeParse(input);
    if (variant.success) return variant.data;
    throw new UsageError(`${file}, variant ${nameOf(input, at)}: ${firstFault(variant.error)}`);
  });
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new InputError({ file }, EXPECTED, faultCode(cause), { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError({ file }, EXPECTED, "no JSON", { cause });
  }
}
