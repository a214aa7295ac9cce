// The provider of `npm run demo:recovery`: speaks the protocol of a real one, has the offline model answer, counts what it is
// asked, and fails on command. Plain JavaScript for Node 18 and newer, without dependencies.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds before each answer; how many more depends on what is asked, so that items finish one after the other. */
const DELAY_MS = 350;
const STEPS = 5;
const STEP_MS = 250;
/** Items that are answered to their end in any case, and how many others are held in the middle of theirs. */
const FIRST_ITEMS = 4;
export const HELD_ITEMS = 3;

const DENIED = {
  error: { message: 'This project may not use the model at present.', type: 'permission_denied', code: null },
};
const REFUSED = 'I cannot help with that.';

async function textOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function post(url, body) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asking = httpRequest(url, { method: 'POST', headers }, (answer) => {
      textOf(answer).then(
        (text) => resolve({ status: answer.statusCode, type: answer.headers['content-type'], text }),
        reject,
      );
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

/** What all requests of one item have in common. */
function conversationOf({ messages = [] }) {
  const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => JSON.stringify(content));
  return createHash('sha256').update(asked.join('')).digest();
}

const delayOf = (body) => DELAY_MS + (conversationOf(body)[0] % STEPS) * STEP_MS;

/**
 * Holds some conversations with tools behind their first turn until `release`, so that there is work in the middle, however fast the
 * machine is. Not the first ones, and fewer than a job asks at once: the others go on to their end.
 */
function gate() {
  const first = new Set();
  const waiting = new Set();
  let isOpen = false;
  return {
    held: () => waiting.size,
    release() {
      isOpen = true;
      for (const goOn of waiting) goOn();
      waiting.clear();
    },
    async pass(body) {
      if (isOpen || !body.tools?.length) return;
      const conversation = conversationOf(body).toString('hex');
      if (first.size < FIRST_ITEMS) first.add(conversation);
      const isBegun = body.messages.some(({ role }) => role === 'assistant');
      if (first.has(conversation) || !isBegun || waiting.size >= HELD_ITEMS) return;
      await new Promise((goOn) => waiting.add(goOn));
    },
  };
}

/** The offline model as a process of its own; `node` runs TypeScript. */
async function startModel(node, root, env) {
  const entry = join(root, 'workers', 'offline-model', 'main.ts');
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entry], {
    cwd: root,
    env: { ...env, DOSSIER_OFFLINE_DELAY_MS: '0' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (!message?.ready) throw new Error('The offline model could not be started.');
  return { url: message.ready.url, end: () => child.kill('SIGTERM') };
}

/** What the filter of a provider says. */
function refusal({ model, stream }) {
  const base = { id: 'demo', created: 0, model };
  if (!stream) {
    const message = { role: 'assistant', content: null, refusal: REFUSED };
    return { ...base, object: 'chat.completion', choices: [{ index: 0, finish_reason: 'stop', message }] };
  }
  const delta = { role: 'assistant', content: null, refusal: REFUSED };
  return { ...base, object: 'chat.completion.chunk', choices: [{ index: 0, finish_reason: 'stop', delta }] };
}

function refuse(body, response) {
  const said = JSON.stringify(refusal(body));
  response.writeHead(200, { 'content-type': body.stream ? 'text/event-stream' : 'application/json' });
  response.end(body.stream ? `data: ${said}\n\ndata: [DONE]\n\n` : said);
}

/**
 * Starts it. `denied` is a model that it does not give at present; `refuses(body)` tells which requests its filter declines; some items
 * are held in the middle until `release`, `held` counts them.
 * `answered` and `again` count requests whose answer left whole, and those among them that had been answered before.
 */
export async function startProvider({ node, root, env }) {
  const model = await startModel(node, root, env);
  const wholeBefore = new Set();
  const { pass, held, release } = gate();
  const provider = {
    url: '',
    held,
    release,
    denied: null,
    refuses: () => false,
    asked: 0,
    answered: 0,
    again: 0,
    close: () => undefined,
  };

  async function answer(request, response) {
    const text = await textOf(request);
    const body = JSON.parse(text);
    provider.asked += 1;
    await sleep(delayOf(body));
    const refuses = provider.refuses(body);
    if (!refuses) await pass(body);
    if (response.destroyed) return;
    if (body.model === provider.denied) {
      response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify(DENIED));
      return;
    }
    if (refuses) {
      refuse(body, response);
      return;
    }
    const given = await post(`${model.url}/chat/completions`, JSON.stringify({ ...body, model: 'offline' }));
    if (response.destroyed) return;
    response.writeHead(given.status, { 'content-type': given.type ?? '' });
    response.end(given.text);
    await once(response, 'close');
    if (!response.writableFinished) return;
    const digest = createHash('sha256').update(text).digest('hex');
    provider.answered += 1;
    if (wholeBefore.has(digest)) provider.again += 1;
    wholeBefore.add(digest);
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  provider.url = `http://127.0.0.1:${server.address().port}/v1`;
  provider.close = () => {
    server.close();
    server.closeAllConnections?.();
    model.end();
  };
  return provider;
}
