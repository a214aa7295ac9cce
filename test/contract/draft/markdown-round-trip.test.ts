import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { draftSchema } from '../../../contract/draft/blocks.ts';
import { parseDraftMarkdown } from '../../../contract/draft/parse-markdown.ts';
import { printDraftMarkdown } from '../../../contract/draft/print-markdown.ts';
import { DossierError } from '../../../contract/failures.ts';
import { arbitraryDraft, arbitraryMarkdown } from '../../support/drafts/arbitrary-draft.ts';

describe('a draft as Markdown and back', () => {
  it('is the same draft, whatever its words are', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        expect(draftSchema.parse(draft)).toEqual(draft);
        expect(parseDraftMarkdown(printDraftMarkdown(draft), draft)).toEqual(draft);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the same draft where an editor changed the line breaks', () => {
    fc.assert(
      fc.property(arbitraryDraft, (draft) => {
        const edited = `\uFEFF${printDraftMarkdown(draft).replaceAll('\n', '\r\n')}`;
        expect(parseDraftMarkdown(edited, draft)).toEqual(draft);
      }),
    );
  });

  it('reads any text as a valid draft or refuses it with the number of a line', () => {
    fc.assert(
      fc.property(arbitraryMarkdown, arbitraryDraft, (markdown, base) => {
        try {
          const draft = parseDraftMarkdown(markdown, base);
          expect(draftSchema.parse(draft)).toEqual(draft);
          expect(parseDraftMarkdown(printDraftMarkdown(draft), draft)).toEqual(draft);
        } catch (error) {
          if (!(error instanceof DossierError)) throw error;
          expect(error.code).toBe('draft-markdown-invalid');
          expect(error.message).toMatch(/^Line \d+: /);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
