import { useMatch, useNavigate, useSearch } from '@tanstack/react-router';
import { useLayoutEffect, useRef } from 'react';
import { SearchMark } from '../components/icons.tsx';
import { useShortcuts } from './use-shortcuts.ts';

/** Searches all jobs from everywhere; what is searched for stands in the address. */
export function GlobalSearch() {
  const navigate = useNavigate();
  // In the list, it is one filter among the others.
  const filters = useMatch({ from: '/jobs', shouldThrow: false })?.search;
  const input = useRef<HTMLInputElement>(null);
  const { query = '' } = useSearch({ strict: false });
  useShortcuts({ '/': () => input.current?.focus() });
  // Another search begins with its own words, and the field keeps the focus. With the drawing itself: later it would undo what is being written.
  useLayoutEffect(() => {
    if (input.current !== null) input.current.value = query;
  }, [query]);
  return (
    <search className="global-search">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const words = input.current?.value.trim() ?? '';
          void navigate({ to: '/jobs', search: { ...filters, query: words === '' ? undefined : words } });
        }}
      >
        <SearchMark />
        <input
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
