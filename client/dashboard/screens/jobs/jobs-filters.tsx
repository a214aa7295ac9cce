import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { instance } from '../../app/instance.ts';
import { actorName } from '../../components/actor-name.ts';
import { CostRange } from './cost-range.tsx';
import { isFiltered, type JobsSearch, jobsSearchSchema } from './jobs-search.ts';

type Options = readonly (readonly [string, string])[];

const KINDS: Options = [
  ['', 'Any kind'],
  ['report', 'Report'],
  ['check', 'Check'],
];
const DAYS: Options = [
  ['', 'Any time'],
  ['1', 'Last day'],
  ['7', 'Last 7 days'],
  ['30', 'Last 30 days'],
];
const FINDINGS: Options = [
  ['', 'Any'],
  ['true', 'With'],
  ['false', 'Without'],
];
const SORTS: Options = [
  ['', 'Newest'],
  ['updated', 'Last change'],
  ['cost', 'Cost'],
  ['title', 'Title'],
  ['status', 'Urgency'],
];

/** What the fields narrow and sort by. */
const FIELDS = ['kind', 'model', 'owner', 'days', 'hasFindings', 'costFrom', 'costTo', 'sort'] as const;

/** Narrows and sorts the list; everything stands in the address. Where there is little room the fields are folded away. */
export function JobsFilters({ search }: { search: JobsSearch }) {
  const navigate = useNavigate();
  const { models, owners, isUnread } = useFacets(search);
  const [isOpen, setOpen] = useState(false);
  const count = FIELDS.filter((name) => search[name] !== undefined).length;
  const go = (changes: Partial<JobsSearch>): void =>
    // From the address as it is: what was chosen a moment ago may not be drawn yet.
    void navigate({ to: '/jobs', search: (before) => jobsSearchSchema.parse({ ...before, ...changes }) });
  const select = (name: keyof JobsSearch, label: string, options: Options) => (
    <label>
      <span>{label}</span>
      <select
        value={String(search[name] ?? '')}
        onChange={({ target: { value } }) =>
          go({ [name]: value === '' ? undefined : name === 'days' ? Number(value) : value })
        }
      >
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <search className={`jobs-filters ${isOpen ? 'is-open' : ''}`} aria-label="Narrow the list">
      <button type="button" className="chip filters-fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Filters and order {count > 0 && count}
      </button>
      {select('kind', 'Kind', KINDS)}
      {select('model', 'Model', [['', 'Any model'], ...models.map((model) => [model, model] as const)])}
      {select('owner', 'Owner', [['', 'Anybody'], ...owners.map((owner) => [owner, actorName(owner)] as const)])}
      {select('days', 'Started', DAYS)}
      {select('hasFindings', 'Findings', FINDINGS)}
      <CostRange from={search.costFrom} to={search.costTo} onChange={go} />
      {select('sort', 'Sorted by', SORTS)}
      {isUnread && <p className="small">Models and owners could not be read.</p>}
      {search.query !== undefined && (
        <Filter words={`“${search.query}”`} search={{ ...search, query: undefined }} what="search" />
      )}
      {search.tag !== undefined && (
        <Filter words={`Tag ${search.tag}`} search={{ ...search, tag: undefined }} what="tag" />
      )}
      {isFiltered(search) && (
        <Link
          to="/jobs"
          search={search.status === undefined ? {} : { status: search.status }}
          className="button button-quiet"
        >
          Clear filters
        </Link>
      )}
    </search>
  );
}

/** What there are jobs of; what is searched for is among it, also where there is none. */
function useFacets({ model, owner }: JobsSearch) {
  const { data = { models: [], owners: [] }, isError } = useQuery({
    queryKey: ['facets'],
    queryFn: () => instance.facets(),
  });
  const withIt = (some: readonly string[], one: string | undefined): readonly string[] =>
    one === undefined || some.includes(one) ? some : [...some, one];
  return { models: withIt(data.models, model), owners: withIt(data.owners, owner), isUnread: isError };
}

function Filter({ words, search, what }: { words: string; search: JobsSearch; what: string }) {
  return (
    <Link to="/jobs" search={search} className="chip" aria-label={`Remove the ${what} ${words}`}>
      {words} <span aria-hidden="true">×</span>
    </Link>
  );
}
