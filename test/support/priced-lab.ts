import { createActivities } from '../../activities/create-activities.ts';
import { createChatCompletions } from '../../activities/models/chat-completions.ts';
import type { ArtifactRef } from '../../contract/artifact.ts';
import type { ReportInput } from '../../contract/job-input.ts';
import type { ModelAnswerName } from '../../contract/model-answers.ts';
import { type Catalog, modelTaskSchema } from '../../contract/routing.ts';
import type { JobState } from '../../contract/state/job-state.ts';
import type { JobView } from '../../contract/view.ts';
import { type EngineRig, type Job, startRig } from './engine-rig.ts';
import { type FaultyProvider, faultyProvider } from './faulty-provider.ts';
import { reportInput } from './job-input.ts';
import { type ModelRig, openModelRig } from './model-rig.ts';

const PRICE = { input: 2_000_000, cachedInput: null, output: 8_000_000 };
const DOCUMENTS = {
  'contract.md': '# Notice\n\nThe supplier may end the contract with 60 days of notice. There is no minimum spend.\n',
  'prices.md': '# Prices\n\nThe licence costs 400 euros a month. Support is part of the licence.\n',
};
const QUESTION =
  'With how many days of notice may the supplier end the contract? How many euros a month does the licence cost?';

/** A real engine with real activities, ledger and artifacts, and a provider over HTTP whose calls cost money. */
export interface PricedLab {
  rig: EngineRig;
  store: ModelRig;
  provider: FaultyProvider;
  activities: ReturnType<typeof createActivities>['activities'];
  /** A report job that asks this model for everything. */
  input(jobId: string, model: string): ReportInput;
  /** The state of a job as its record has it, once that is as new as its view. */
  stateOf(job: Job): Promise<JobState>;
  /** How often a model was asked for each answer from an arrival on, those that met a fault left out. */
  askedSince(model: string, from: number): Partial<Record<ModelAnswerName, number>>;
  stop(): Promise<void>;
}

/** Starts the lab; `models` are all that its catalog holds. */
export async function startPricedLab(models: readonly string[]): Promise<PricedLab> {
  const [rig, store, provider] = await Promise.all([startRig(), openModelRig(), faultyProvider()]);
  const { artifacts, ledger } = store;
  const catalog = catalogOf(models);
  const readImage = async () => new Uint8Array();
  const { activities, close } = createActivities({
    ...{ artifacts, ledger, catalog, routed: catalog, holder: 'test:1', isPrivateHost: () => false },
    models: createChatCompletions({ baseURL: provider.url, apiKey: 'none', readImage }),
  });
  const given = await storedInput(store);
  return {
    ...{ rig, store, provider, activities },
    input: (jobId, model) =>
      reportInput(jobId, {
        ...given,
        models: Object.fromEntries(modelTaskSchema.options.map((task) => [task, model])),
      }),
    async stateOf(job) {
      for (;;) {
        const [view, record] = [await job.view(), await ledger.readRecord(job.handle.workflowId)];
        if (record?.state != null && record.revision === view.revision) return record.state;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    askedSince(model, from) {
      const asked: Partial<Record<ModelAnswerName, number>> = {};
      for (const one of provider.arrivals.slice(from))
        if (one.model === model && !one.faulted) asked[one.answer] = (asked[one.answer] ?? 0) + 1;
      return asked;
    },
    async stop() {
      await rig.stop();
      await close();
      await provider.close();
      await store.close();
    },
  };
}

function catalogOf(models: readonly string[]): Catalog {
  return {
    asOf: '2026-11-20',
    models: models.map((id) => ({
      ...{ id, provider: 'openai', tier: 'standard', priceMicroUsdPerMillion: PRICE, fallback: null },
      ...{ contextTokens: 400_000, outputTokens: 100_000 },
      abilities: { images: false, tools: true, structuredOutput: true },
    })),
  };
}

async function storedInput({ artifacts }: ModelRig): Promise<Partial<ReportInput>> {
  const attachments: { name: string; artifact: ArtifactRef }[] = [];
  for (const [name, text] of Object.entries(DOCUMENTS)) {
    const artifact = await artifacts.putBytes(Buffer.from(text), { mediaType: 'text/markdown', title: name });
    attachments.push({ name, artifact });
  }
  const brief = { question: QUESTION, audience: '', length: 'standard', language: 'English' };
  return {
    question: QUESTION,
    brief: await artifacts.putJson(brief, 'Brief'),
    sources: await artifacts.putJson({ attachments, leftOut: [] }, 'Attachments'),
    sourceCount: attachments.length,
  };
}

/** Whether a job has come as far as it comes by itself. */
export function rests({ attention, endedAt }: JobView): boolean {
  return endedAt !== null || attention.length > 0;
}
