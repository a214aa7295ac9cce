import { QUESTION_LENGTH } from '../../../../contract/job-input.ts';
import { LINKS_LIMIT, readLink } from '../../../../contract/links.ts';
import { parseUsd } from '../../../../contract/money.ts';
import { questionFault } from '../../../../contract/question.ts';
import { DOCUMENT_LIMITS, type DocumentEntry, isOnItsWay, isSent } from './document-entry.ts';
import { linksIn, tagsIn, type Written } from './draft.ts';

/** The fields that something may be wrong with, in the order in which they stand. */
export type FieldName =
  | 'question'
  | 'audience'
  | 'language'
  | 'checked'
  | 'documents'
  | 'links'
  | 'budget'
  | 'model'
  | 'tags';

/** What keeps a form from being sent. */
export interface Fault {
  field: FieldName;
  words: string;
}

/** Everything that is wrong, in the order of the fields; the instance checks the same again. What is still being sent is waited for. */
export function faultsOf(written: Written): Fault[] {
  const { draft } = written;
  const faults: Fault[] = [];
  const add = (field: FieldName, words: string | null): void => {
    if (words !== null) faults.push({ field, words });
  };
  add('question', wrongQuestion(written));
  add('audience', draft.audience.length > 500 ? 'The audience has more than 500 characters.' : null);
  add('language', draft.language.trim().length > 40 ? 'The language has more than 40 characters.' : null);
  if (draft.kind === 'check') add('checked', wrongChecked(written));
  add('documents', wrongDocuments(written));
  add('links', wrongLinks(written));
  const isAmount = draft.budget.trim() === '' || parseUsd(draft.budget) !== null;
  add('budget', isAmount ? null : 'Write an amount in US dollars, like 2 or 0.50.');
  add('model', draft.model.trim().length > 200 ? 'The name of the model has more than 200 characters.' : null);
  add('tags', wrongTags(written));
  return faults;
}

function wrongQuestion({ draft: { kind, question } }: Written): string | null {
  const typed = question.trim();
  if (typed === '') return kind === 'check' ? null : 'Ask a question.';
  if (questionFault(typed) === null) return null;
  const { min, max } = QUESTION_LENGTH;
  if (typed.length > max) return `The question has more than ${max.toLocaleString('en-US')} characters.`;
  return typed.length < min ? `The question has fewer than ${min} characters.` : questionFault(typed);
}

function wrongChecked({ checked }: Written): string | null {
  const [document] = checked;
  if (document === undefined) return 'Choose the document that is to be checked.';
  if (isOnItsWay(document)) return null;
  if (document.attachment === null) return `${document.name} could not be sent. Remove it and choose another.`;
  return document.extraction?.status === 'unreadable'
    ? `${document.name} cannot be read. Remove it and choose another.`
    : null;
}

function wrongDocuments({ draft, sources }: Written): string | null {
  if (sources.length > DOCUMENT_LIMITS.files) return 'A job takes at most 2,000 documents.';
  const bytes = sources.filter(isComing).reduce((sum, entry) => sum + entry.bytes, 0);
  if (bytes > DOCUMENT_LIMITS.jobBytes) return 'The documents have more than 1 GB together.';
  if (linksIn(draft).length > 0) return null;
  if (sources.filter(isComing).length === 0) return 'Add at least one document, or the address of a web page.';
  const readable = sources.filter((entry) => isComing(entry) && entry.extraction?.status !== 'unreadable');
  return readable.length === 0 ? 'None of the documents can be read. Add one that can.' : null;
}

/** Whether it is stored, or will be. */
function isComing(entry: DocumentEntry): boolean {
  return isSent(entry) || isOnItsWay(entry);
}

function wrongLinks({ draft }: Written): string | null {
  const links = linksIn(draft);
  if (links.length > LINKS_LIMIT) return `A job takes at most ${LINKS_LIMIT} web pages.`;
  for (const typed of links) {
    const link = readLink(typed);
    if ('fault' in link) return link.fault;
  }
  return null;
}

function wrongTags({ draft }: Written): string | null {
  const tags = tagsIn(draft);
  if (tags.length > 20) return 'A job takes at most 20 tags.';
  return tags.some((tag) => tag.length > 60) ? 'A tag has more than 60 characters.' : null;
}
