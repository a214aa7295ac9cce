import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateServers } from '../../workers/ops/scaled-out/programs.ts';
import { type S3Server, startS3Server } from '../../workers/ops/scaled-out/s3-server.ts';
import { freePort } from '../../workers/ports.ts';

/** Whether an S3 server is there or can be built here; says loudly where it is not, since what needs it is skipped then. */
export async function s3ServerWorks(): Promise<boolean> {
  try {
    await locateServers(['s3'], { report: (line) => process.stderr.write(`${line}\n`) });
    return true;
  } catch (error) {
    process.stderr.write(`\n*** SKIPPED: the tests against an S3 server. ${error}\n\n`);
    return false;
  }
}

/** Starts an S3 server over a folder of its own; its keys become those of this process. */
export async function startTestS3(): Promise<S3Server & { stop(): Promise<void> }> {
  const { s3 } = await locateServers(['s3']);
  const folder = mkdtempSync(join(tmpdir(), 'dossier-s3-'));
  const keys = { accessKey: 'test', secretKey: 'a-secret-of-tests' };
  const server = await startS3Server({ program: s3, folder, port: await freePort(), ...keys, bucket: 'artifacts' });
  Object.assign(process.env, server.env);
  return {
    ...server,
    async stop() {
      await server.process.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
