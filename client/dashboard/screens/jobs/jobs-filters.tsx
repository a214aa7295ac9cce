import { Link, useNavigate } from '@tanstack/react-router';
import { isFiltered, type JobsSearch, jobsSearchSchema } from './jobs-search.ts';

const SELECTS = [
  [
    'kind',
    'Kind',
    [
      ['', 'Any kind'],
      ['report', 'Report'],
      ['check', 'Check'],
    ],
  ],
  [
    'days',
    'Started',
    [
      ['', 'Any time'],
      ['1', 'Last day'],
      ['7', 'Last 7 days'],
      ['30', 'Last 30 days'],
    ],
  ],
  [
    'hasFindings',
    'Findings',
    [
      ['', 'Any'],
      ['true', 'With findings'],
      ['false', 'Without findings'],
    ],
  ],
  [
    'sort',
    'Sorted by',
    [
      ['', 'Newest'],
      ['updated', 'Last change'],
      ['cost', 'Cost'],
      ['title', 'Title'],
      ['status', 'Urgency'],
    ],
  ],
] as const;

/** Narrows and sorts the list; everything stands in the address. */
export function JobsFilters({ search }: { search: JobsSearch }) {
  const navigate = useNavigate();
  const set = (name: string, value: string): void => {
    const next = { ...search, [name]: value === '' ? undefined : name === 'days' ? Number(value) : value };
    void navigate({ to: '/jobs', search: jobsSearchSchema.parse(next) });
  };
  return (
    <div className="jobs-filters">
      {SELECTS.map(([name, label, options]) => (
        <label key={name}>
          <span>{label}</span>
          <select value={String(search[name] ?? '')} onChange={({ target }) => set(name, target.value)}>
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
      {search.query !== undefined && (
        <Filter words={`“${search.query}”`} search={{ ...search, query: undefined }} what="search" />
      )}
      {search.tag !== undefined && (
        <Filter words={`Tag ${search.tag}`} search={{ ...search, tag: undefined }} what="tag" />
      )}
      {search.model !== undefined && (
        <Filter words={search.model} search={{ ...search, model: undefined }} what="model" />
      )}
      {isFiltered(search) && (
        <Link to="/jobs" search={search.status === undefined ? {} : { status: search.status }}>
          Clear filters
        </Link>
      )}
    </div>
  );
}

function Filter({ words, search, what }: { words: string; search: JobsSearch; what: string }) {
  return (
    <Link to="/jobs" search={search} className="chip" aria-label={`Remove the ${what} ${words}`}>
      {words} <span aria-hidden="true">×</span>
    </Link>
  );
}
