import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment } from '../../config.ts';
import { LOOPBACK } from '../../ports.ts';
import { type ServerProcess, startProcess, untilServing } from './server-process.ts';

/** What an S3 server is started with. */
export interface S3ServerPlan {
  program: string;
  folder: string;
  port: number;
  accessKey: string;
  secretKey: string;
  /** Made where it is missing. */
  bucket: string;
}

/** A running S3 server, and how to reach its bucket. */
export interface S3Server {
  process: ServerProcess;
  /** `ARTIFACTS_URL`. */
  url: string;
  /** The variables with its keys. */
  env: Record<string, string>;
  /** The folder that is the bucket: an object's key is its path below. */
  bucketFolder: string;
}

const READY_MS = 30_000;

/** Starts an S3 gateway over a folder, on loopback. Objects survive its death: each is a file that was renamed into place. */
export async function startS3Server(plan: S3ServerPlan): Promise<S3Server> {
  const { program, folder, port, accessKey, secretKey, bucket } = plan;
  const bucketFolder = join(folder, 'objects', bucket);
  for (const each of [bucketFolder, join(folder, 'sidecar')]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const log = join(folder, 's3.log');
  const address = `${LOOPBACK}:${port}`;
  // Metadata beside the objects: not every file system has extended attributes.
  const posix = ['posix', '--sidecar', join(folder, 'sidecar'), join(folder, 'objects')];
  const started = startProcess({
    name: 'the S3 server',
    program,
    args: ['--port', address, '--quiet', '--health', '/health', ...posix],
    env: { ...plainEnvironment(), ROOT_ACCESS_KEY_ID: accessKey, ROOT_SECRET_ACCESS_KEY: secretKey },
    folder,
    log,
  });
  const health = async () => (await fetch(`http://${address}/health`)).ok;
  await untilServing(started, log, health, READY_MS);
  return {
    process: started,
    url: `s3://${bucket}/dossier?endpoint=${encodeURIComponent(`http://${address}`)}&region=us-east-1`,
    env: { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey },
    bucketFolder,
  };
}
