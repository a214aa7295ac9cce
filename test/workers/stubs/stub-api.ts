// Stands in for the API: keeps the promises the supervisor relies on, and tells tests about its environment.
import { createServer } from 'node:http';

const { DOSSIER_API_PORT, DOSSIER_TOKEN } = process.env;

createServer((request, response) => {
  const [, word, argument] = (request.url ?? '').split('/');
  if (word === 'environment') {
    response.end(JSON.stringify(process.env));
    return;
  }
  if (request.headers.authorization !== `Bearer ${DOSSIER_TOKEN}`) {
    response.writeHead(401).end();
    return;
  }
  if (request.url === '/api/v1/instance/stay') process.send?.({ stay: true });
  if (word === 'idle') process.send?.({ idle: argument === 'true' });
  // Answered first: the supervisor ends this process at once.
  response.writeHead(204).end(() => word === 'stop' && process.send?.({ stop: true }));
}).listen(Number(DOSSIER_API_PORT), '127.0.0.1', () => {
  process.send?.({ ready: { url: `http://127.0.0.1:${DOSSIER_API_PORT}` } });
});
