import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

// A PostgreSQL in WebAssembly behind a socket, for machines without an installed one; it lives as long as its parent.
const db = await PGlite.create();
const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: Number(process.argv[2]) });
await server.start();
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));
