import { sha256OfJson } from '../contract/hash.ts';
import type { Catalog } from '../contract/routing.ts';
import type { ArtifactStore } from '../store/artifacts/port.ts';
import type { Ledger } from '../store/ledger/port.ts';
import type { Activities } from './activities.ts';
import { beating, currentActivity, isLastAttempt } from './activity-control.ts';
import { createApplyCorrections } from './check/apply-corrections.ts';
import { createCorrectionTask } from './check/correction-task.ts';
import { createDivideDocument } from './check/divide-document.ts';
import { createDraftAsGiven } from './check/draft-as-given.ts';
import { createIngestSources } from './documents/sources/ingest.ts';
import { createSourceReader } from './documents/sources/passages.ts';
import { createReadDocument } from './documents/sources/read-document.ts';
import { createSourcePassages } from './documents/sources/source-passages.ts';
import { bounded } from './failure-boundary.ts';
import { createModelRoute } from './models/model-route.ts';
import type { ModelPort } from './models/port.ts';
import { createFetchPage, resolveHost } from './pages/fetch-page.ts';
import { PAGE_LIMITS } from './pages/page-limits.ts';
import type { PrivateHosts } from './pages/private-hosts.ts';
import { loadPrompts } from './prompts/load-prompts.ts';
import { createRecordJob } from './records/record-job.ts';
import { createStoreHistory } from './records/store-history.ts';
import { createSkippedPart } from './recovery/skipped-part.ts';
import { createRenderReport } from './render/render-report.ts';
import { createAnswerQuestion } from './tasks/answer-question.ts';
import { createCorrectClaims } from './tasks/correct-claims.ts';
import { createJudgeClaims } from './tasks/judge-claims.ts';
import { createMatchTurn } from './tasks/match-turn.ts';
import { createPlanItems } from './tasks/plan-items.ts';
import { createPlanReport } from './tasks/plan-report.ts';
import { createResearchTurn } from './tasks/research-turn.ts';
import { createWriteDraft } from './tasks/write-draft.ts';
import { researchTools } from './tools/registry.ts';
import { createRunTool } from './tools/run-tool.ts';
import { createTableDatabases, type TableDatabases } from './tools/table-databases.ts';
import { createCheckEvidence } from './verify/check-evidence.ts';
import { createGatherNotes } from './verify/gather-notes.ts';
import type { RerunQuery } from './verify/ports.ts';
import { createSettleVerification } from './verify/settle-verification.ts';

/** What all activities together reach the world through. */
export interface ActivityPorts {
  artifacts: ArtifactStore;
  ledger: Ledger;
  models: ModelPort;
  /** All models, for prices and limits. */
  catalog: Catalog;
  /** The models that routes are made from. */
  routed: Catalog;
  /** Hosts of the own network from which pages may be fetched. */
  isPrivateHost: PrivateHosts;
  /** Host and process, `host:pid`. */
  holder: string;
}

/** Composes every activity over the ports; `close` ends what they keep open. */
export function createActivities(ports: ActivityPorts): { activities: Activities; close: () => Promise<void> } {
  const { artifacts, ledger, routed } = ports;
  const sources = createSourceReader(artifacts);
  const tables = createTableDatabases(artifacts);
  const passages = createSourcePassages(sources);
  const call = { ...ports, prompts: loadPrompts(), activity: currentActivity };
  const fetchPage = createFetchPage({
    artifacts,
    resolve: resolveHost,
    isPrivateHost: ports.isPrivateHost,
    limits: PAGE_LIMITS,
  });
  const ingestSources = createIngestSources({ artifacts, ledger });
  const readDocument = createReadDocument({ artifacts, ledger });
  const runTool = createRunTool({ artifacts, sources, tables });
  const activities: Activities = {
    fetchPage: (input) => fetchPage(input, { ...currentActivity(), isLastAttempt: isLastAttempt() }),
    ingestSources: (input) => ingestSources(input, currentActivity()),
    readDocument: (input) => readDocument(input, currentActivity()),
    modelRoute: createModelRoute(routed),
    planReport: createPlanReport(call),
    planItems: createPlanItems({ artifacts }),
    researchTurn: createResearchTurn({ ...call, passages, runTool, tools: researchTools() }),
    runTool: (input) => runTool(input, currentActivity()),
    skippedPart: createSkippedPart({ artifacts }),
    divideDocument: createDivideDocument({ artifacts }),
    matchTurn: createMatchTurn({ ...call, passages, runTool, tools: researchTools() }),
    draftAsGiven: createDraftAsGiven({ artifacts }),
    correctionTask: createCorrectionTask({ artifacts }),
    correctClaims: createCorrectClaims(call),
    applyCorrections: createApplyCorrections({ artifacts }),
    gatherNotes: createGatherNotes({ artifacts }),
    writeDraft: createWriteDraft(call),
    checkEvidence: createCheckEvidence({ artifacts, passages, rerunQuery: createRerunQuery(tables) }),
    judgeClaims: createJudgeClaims({ ...call, passages }),
    answerQuestion: createAnswerQuestion({ ...call, passages }),
    settleVerification: createSettleVerification({ artifacts, ledger }),
    renderReport: createRenderReport({ artifacts, ledger, passages }),
    recordJob: createRecordJob({ ledger }),
    storeHistory: createStoreHistory({ artifacts, ledger }),
  };
  const close = async (): Promise<void> => {
    await Promise.all([sources.close(), tables.close()]);
  };
  return { activities: withBoundary(activities), close };
}

function createRerunQuery(tables: TableDatabases): RerunQuery {
  return (set, { sql }) =>
    tables.withTables(sha256OfJson(set), set, (database) => database.query(sql, { signal: currentActivity().signal }));
}

/** Puts the failure boundary around each activity, and a heart into those that may take longer than a beat. */
function withBoundary(activities: Activities): Activities {
  return {
    fetchPage: long(activities.fetchPage),
    ingestSources: long(activities.ingestSources),
    readDocument: long(activities.readDocument),
    modelRoute: bounded(activities.modelRoute),
    planReport: long(activities.planReport),
    planItems: bounded(activities.planItems),
    researchTurn: long(activities.researchTurn),
    runTool: long(activities.runTool),
    skippedPart: bounded(activities.skippedPart),
    divideDocument: long(activities.divideDocument),
    matchTurn: long(activities.matchTurn),
    draftAsGiven: long(activities.draftAsGiven),
    correctionTask: long(activities.correctionTask),
    correctClaims: long(activities.correctClaims),
    applyCorrections: long(activities.applyCorrections),
    gatherNotes: long(activities.gatherNotes),
    writeDraft: long(activities.writeDraft),
    checkEvidence: long(activities.checkEvidence),
    judgeClaims: long(activities.judgeClaims),
    answerQuestion: long(activities.answerQuestion),
    settleVerification: long(activities.settleVerification),
    renderReport: long(activities.renderReport),
    recordJob: bounded(activities.recordJob),
    storeHistory: bounded(activities.storeHistory),
  };
}

function long<Inputs extends unknown[], Result>(
  activity: (...inputs: Inputs) => Promise<Result>,
): (...inputs: Inputs) => Promise<Result> {
  return bounded((...inputs: Inputs) => beating(() => activity(...inputs)));
}
