import { agreedSchema, healthSchema, instanceAnswerSchema, sizesAnswerSchema } from '../../contract/api-answers.ts';
import { deploymentAnswerSchema } from '../../contract/deployments.ts';
import { readAnswer } from './answers.ts';
import type { DossierClient } from './dossier-client.ts';
import type { Transport } from './transport.ts';

const API = '/api/v1';
/** A large folder takes a while to count. */
const SIZES_MS = 120_000;

type InstanceClient = Pick<
  DossierClient,
  'health' | 'instance' | 'sizes' | 'stay' | 'stop' | 'deployment' | 'makeCurrent' | 'moveToCurrent'
>;

/** What a client asks of the instance as a whole. */
export function instanceClient(send: Transport): InstanceClient {
  const agree = async (path: string, json: object): Promise<void> => {
    await readAnswer(agreedSchema, await send(`${API}${path}`, { method: 'POST', json }));
  };
  return {
    health: async () => readAnswer(healthSchema, await send('/healthz', { timeoutMs: 5_000 })),
    instance: async () => readAnswer(instanceAnswerSchema, await send(`${API}/instance`)),
    sizes: async () => readAnswer(sizesAnswerSchema, await send(`${API}/instance/sizes`, { timeoutMs: SIZES_MS })),
    stay: () => agree('/instance/stay', {}),
    stop: () => agree('/instance/stop', {}),
    deployment: async () => readAnswer(deploymentAnswerSchema, await send(`${API}/deployment`)),
    makeCurrent: (build) => agree('/deployment/current', { build }),
    moveToCurrent: (id) => agree(`/jobs/${encodeURIComponent(id)}/deployment`, {}),
  };
}
