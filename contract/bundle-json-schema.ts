import { z } from 'zod';
import { BUNDLE_SCHEMA, bundleSchema } from './bundle.ts';

/** The bundle as JSON Schema (draft 2020-12), as it is published in `docs/bundle.schema.json`. */
export function bundleJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(bundleSchema, { target: 'draft-2020-12' });
  return {
    $schema,
    title: BUNDLE_SCHEMA,
    description:
      'A report of Dossier with everything that it rests on: sources, evidence, claims, decisions and calls.',
    ...schema,
  };
}
