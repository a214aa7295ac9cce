import { type FixtureOpts, type FixtureResponse, LLMock } from '@copilotkit/aimock';
import type { z } from 'zod';
import { MODEL_ANSWERS, type ModelAnswerName } from '../../contract/model-answers.ts';
import { type FenceName, readFences } from '../../contract/prompt-data.ts';

/** One request as the provider received it, with what is in it read. */
export interface Received {
  body: Readonly<Record<string, unknown>>;
  /** Name of the schema that the answer shall follow. */
  asks: ModelAnswerName;
  system: string;
  /** Last value in a fence of this name; throws where the request has none. */
  data(name: FenceName): unknown;
  has(name: FenceName): boolean;
}

/** One answer that a provider gives once, to the first request that it fits. */
export interface ScriptedAnswer {
  to: ModelAnswerName;
  when?: (request: Received) => boolean;
  say: (request: Received) => FixtureResponse;
  how?: FixtureOpts;
}

/** A provider that is not ours, over real HTTP: it answers from a script, and what no line fits gets a 404. */
export class ScriptedProvider {
  readonly #mock = new LLMock({ port: 0 });

  async start(script: readonly ScriptedAnswer[]): Promise<string> {
    for (const { to, when = () => true, say, how } of script) {
      let given = false;
      this.#mock.on(
        { predicate: (body) => !given && answersTo(received(body), to, when) },
        (body) => {
          given = true;
          return say(received(body));
        },
        how,
      );
    }
    await this.#mock.start();
    return `${this.#mock.url}/v1`;
  }

  async stop(): Promise<void> {
    await this.#mock.stop();
  }

  /** Every request body in the order of arrival. */
  bodies(): object[] {
    return this.#mock.getRequests().map(({ body }) => {
      if (body === null || typeof body !== 'object') throw new Error('A request without a JSON body arrived.');
      return body;
    });
  }

  /** Every request, read. */
  requests(): Received[] {
    return this.bodies().map(received);
  }
}

function answersTo(request: Received, to: ModelAnswerName, when: (request: Received) => boolean): boolean {
  return request.asks === to && when(request);
}

function received(body: object): Received {
  const { messages, response_format: format } = body as {
    messages: { role: string; content: string | null }[];
    response_format?: { json_schema?: { name?: string } };
  };
  const name = format?.json_schema?.name ?? '';
  if (!Object.hasOwn(MODEL_ANSWERS, name)) throw new Error(`The request asks for "${name}".`);
  const fences = messages.flatMap(({ content, role }) => (role === 'system' ? [] : readFences(content ?? '')));
  return {
    body: { ...body },
    asks: name as ModelAnswerName,
    system: messages[0]?.content ?? '',
    has: (wanted) => fences.some((fence) => fence.name === wanted),
    data(wanted) {
      const found = fences.findLast((fence) => fence.name === wanted);
      if (found === undefined) throw new Error(`The request for ${name} has no fence "${wanted}".`);
      return found.value;
    },
  };
}

/** A whole answer in its schema, as the provider sends it. */
export function answer<Name extends ModelAnswerName>(
  _name: Name,
  value: z.infer<(typeof MODEL_ANSWERS)[Name]>,
): FixtureResponse {
  return { content: JSON.stringify(value), usage: { prompt_tokens: 1_000, completion_tokens: 100 } };
}

/** Tool calls instead of an answer. */
export function calls(...made: [name: string, args: Record<string, unknown>][]): FixtureResponse {
  return {
    toolCalls: made.map(([name, args], at) => ({ id: `call_${name}_${at}`, name, arguments: JSON.stringify(args) })),
    usage: { prompt_tokens: 500, completion_tokens: 50 },
  };
}
