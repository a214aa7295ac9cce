import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { DossierError } from '../../contract/failures.ts';
import { canonicalJson } from '../../contract/hash.ts';
import type { ArtifactMeta, ArtifactStore } from '../../store/artifacts/port.ts';

/** An artifact store that keeps everything in memory; `blobs` shows what is kept by hash. */
export class MemoryArtifacts implements ArtifactStore {
  readonly blobs = new Map<string, Uint8Array>();

  async putBytes(bytes: Uint8Array, meta: ArtifactMeta): Promise<ArtifactRef> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.blobs.set(sha256, Uint8Array.from(bytes));
    return { sha256, bytes: bytes.byteLength, ...meta };
  }

  putText(text: string, meta: ArtifactMeta): Promise<ArtifactRef> {
    return this.putBytes(Buffer.from(text, 'utf8'), meta);
  }

  putJson(value: unknown, title: string): Promise<ArtifactRef> {
    return this.putText(canonicalJson(value), { mediaType: 'application/json', title });
  }

  async putStream(stream: Readable, meta: ArtifactMeta, maxBytes: number): Promise<ArtifactRef> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
      const bytes = Buffer.from(chunk);
      size += bytes.byteLength;
      if (size > maxBytes) throw new DossierError('request-too-large', `More than ${maxBytes} bytes.`);
      chunks.push(bytes);
    }
    return this.putBytes(Buffer.concat(chunks), meta);
  }

  async getBytes(sha256: string): Promise<Uint8Array> {
    const bytes = this.blobs.get(sha256);
    if (bytes === undefined) throw new DossierError('artifact-not-found', `There is no artifact ${sha256}.`);
    return bytes;
  }

  async getText(sha256: string): Promise<string> {
    return Buffer.from(await this.getBytes(sha256)).toString('utf8');
  }

  async getJson(sha256: string): Promise<unknown> {
    return JSON.parse(await this.getText(sha256));
  }

  async getStream(sha256: string): Promise<Readable> {
    return Readable.from([Buffer.from(await this.getBytes(sha256))]);
  }

  async stat(sha256: string): Promise<number | null> {
    return this.blobs.get(sha256)?.byteLength ?? null;
  }

  async delete(sha256: string): Promise<void> {
    this.blobs.delete(sha256);
  }

  async freeBytes(): Promise<number | null> {
    return null;
  }
}
