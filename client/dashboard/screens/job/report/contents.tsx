import type { Draft } from '../../../../../contract/draft/blocks.ts';

/** The headings of a document as a list; each leads to its own. */
export function Contents({ draft, scope }: { draft: Draft; scope: string }) {
  const headings = draft.blocks.filter((block) => block.type === 'heading');
  if (headings.length < 2) return null;
  return (
    <nav className="contents" aria-label="Contents">
      <h2>Contents</h2>
      <ol>
        {headings.map((heading) => (
          <li key={heading.id} className={`contents-${heading.level}`}>
            {/* The page has a base of its own, which a bare #place would lead to. */}
            <a
              href={`#${scope}block-${heading.id}`}
              onClick={(event) => {
                event.preventDefault();
                const target = document.getElementById(`${scope}block-${heading.id}`);
                target?.setAttribute('tabindex', '-1');
                target?.focus({ preventScroll: true });
                target?.scrollIntoView({ behavior: 'smooth' });
              }}
            >
              {heading.text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
