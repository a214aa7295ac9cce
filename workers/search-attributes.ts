/** The typed search attributes of a job, set for those who use Temporal's own tools. */
export const SEARCH_ATTRIBUTES = {
  JobStatus: 'Keyword',
  JobKind: 'Keyword',
  Owner: 'Keyword',
  Risk: 'Keyword',
  WaitingFor: 'Keyword',
  Tags: 'KeywordList',
} as const;
