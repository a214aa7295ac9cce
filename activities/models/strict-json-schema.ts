import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keywords that strict structured output does not know; what they say is checked on the answer by zod instead. */
const UNSUPPORTED = ['$schema', 'minLength', 'maxLength', 'default', 'id'] as const;

/**
 * The JSON Schema of a zod object in the strict form that providers ask for: no additional properties, every property required.
 * Throws an `Error` naming the place where a schema has no such form (an optional property, a root that is no object):
 * a mistake of the programmer, so it is found by the first test that builds the request.
 */
export function strictJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const whole = z.toJSONSchema(schema, {
    reused: 'inline',
    override: ({ jsonSchema, path }) => {
      for (const keyword of UNSUPPORTED) delete jsonSchema[keyword];
      dropIntegerBounds(jsonSchema);
      requireAll(jsonSchema, path.join('.'));
    },
  });
  if (whole.type !== 'object') throw new Error('A strict schema has an object at its root.');
  // zod adds the root's own keyword after the overrides have run.
  const { $schema: _dialect, '~standard': _standard, ...strict } = whole;
  return strict;
}

function requireAll(node: JsonSchema, place: string): void {
  if (node.type !== 'object') return;
  const names = Object.keys(node.properties ?? {});
  const missing = names.filter((name) => !node.required?.includes(name));
  if (missing.length > 0)
    throw new Error(
      `Strict schemas require all properties; make these nullable instead, at ${place || 'the root'}: ${missing}.`,
    );
  if (node.additionalProperties !== undefined && node.additionalProperties !== false)
    throw new Error(`Strict schemas allow no open objects, but there is one at ${place || 'the root'}.`);
  node.required = names;
  node.additionalProperties = false;
}

/** `z.int()` is bounded by what a double can hold, which says nothing to a model. */
function dropIntegerBounds(node: JsonSchema): void {
  if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
  if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
}
