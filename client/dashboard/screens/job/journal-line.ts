import { remediesOnPage } from '../../components/page-remedies.ts';
import { sentenceOnPage, type TitleOfItem } from './sentence-words.ts';

/** A line of the journal in the words of this page. Apart from the sentence of a job, which the list needs without all that can be done. */
export function lineOnPage(words: string, titleOf: TitleOfItem): string {
  return sentenceOnPage(remediesOnPage(words), titleOf);
}
