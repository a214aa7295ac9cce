import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { SearchMark } from '../components/icons.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Searches all jobs from everywhere; what is searched for stands in the address. */
export function GlobalSearch() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const { query = '' } = useSearch({ strict: false });
  useShortcuts({ '/': () => input.current?.focus() });
  return (
    <search className="global-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const words = input.current?.value.trim() ?? '';
          void navigate({ to: '/jobs', search: words === '' ? {} : { query: words } });
        }}
      >
        <SearchMark />
        <input
          // Another search begins with its own words.
          key={query}
          ref={input}
          type="search"
          aria-label="Search jobs by title, question, tag or id"
          placeholder="Search jobs"
          defaultValue={query}
          maxLength={500}
        />
      </form>
    </search>
  );
}
