import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { assembleBundle } from '../../activities/render/bundle.ts';
import { bundleJsonSchema } from '../../contract/bundle-json-schema.ts';
import { reportContent } from '../support/report-content.ts';

const PUBLISHED = join(import.meta.dirname, '..', '..', 'docs', 'bundle.schema.json');

describe('docs/bundle.schema.json', () => {
  it('is what the contract says; UPDATE_SCHEMA=1 writes it anew', () => {
    const text = `${JSON.stringify(bundleJsonSchema(), null, 2)}\n`;
    if (process.env.UPDATE_SCHEMA === '1') writeFileSync(PUBLISHED, text);
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(JSON.parse(text));
  });

  it('takes a bundle and refuses what is none', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(bundleJsonSchema());
    const bundle: unknown = JSON.parse(JSON.stringify(assembleBundle(reportContent(), '# Report')));
    expect([validate(bundle), validate.errors]).toEqual([true, null]);
    expect(validate({ ...Object(bundle), schema: 'dossier.bundle/2' })).toBe(false);
    expect(validate({ ...Object(bundle), claims: undefined })).toBe(false);
  });
});
