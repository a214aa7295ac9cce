import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const BESIDE = fileURLToPath(new URL('../../../shared/openai/requests.schema.json', import.meta.url));
const REF = '#/components/schemas/CreateChatCompletionRequest';

/** What is wrong with a request body by OpenAI's published description, as lines; none where it is right. */
export type CheckBody = (body: unknown) => string[];

/**
 * The check of request bodies against the structure that OpenAI published: the file that DOSSIER_TEST_OPENAI_SCHEMA names, else the one beside the repository.
 * Null, said loudly, where neither is there.
 */
export function openAiBodyCheck(): CheckBody | null {
  const file = process.env.DOSSIER_TEST_OPENAI_SCHEMA ?? BESIDE;
  if (!existsSync(file)) {
    console.warn(
      "*** NOT CHECKED: requests against OpenAI's published description. Set DOSSIER_TEST_OPENAI_SCHEMA to requests.schema.json. ***",
    );
    return null;
  }
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false });
  // `nullable` is of OpenAPI 3.0 and no keyword of JSON Schema; nothing that we send is null where only it would allow it.
  const description: object = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
    key === 'nullable' ? undefined : value,
  );
  ajv.addSchema({ $id: 'openai', ...description });
  const validate = ajv.compile({ $ref: `openai${REF}` });
  return (body) => {
    validate(body);
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };
}
