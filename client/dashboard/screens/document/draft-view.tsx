import * as Tooltip from '@radix-ui/react-tooltip';
import { useMemo } from 'react';
import type { Block, Sentence } from '../../../../contract/draft/blocks.ts';
import { kindMarks } from '../../../../contract/draft/kind-marks.ts';
import { Citations, Doubt } from './claim-marks.tsx';
import type { DocumentData } from './document-data.ts';
import './document.css';
import { FigureImage } from './figure-image.tsx';
import { TableBlock } from './table-block.tsx';

/** What a reader of a draft can do. */
export interface DraftViewProps {
  data: DocumentData;
  /** The evidence whose source is open. */
  openEvidence: string | undefined;
  onOpenEvidence(id: string): void;
  /** Goes before the ids of sentences and marks where the same draft stands twice on a page. */
  scope?: string;
  /** The level that the draft's first headings have on this page. */
  headingLevel?: 2 | 3;
}

/** A draft as a document: each sentence with the marks of what it rests on, and with a word where that did not hold. */
export function DraftView(props: DraftViewProps) {
  const { draft, form } = props.data;
  const kinds = useMemo(() => kindMarks(draft, form), [draft, form]);
  return (
    <Tooltip.Provider delayDuration={150}>
      <div className="document">
        {draft.blocks.map((block) => (
          <BlockView key={block.id} block={block} kinds={kinds} {...props} />
        ))}
      </div>
    </Tooltip.Provider>
  );
}

/** With the words that tell sentences apart which nobody verified, by the id of the last of each run. */
type BlockProps = DraftViewProps & { kinds: ReadonlyMap<string, string> };

function BlockView({ block, ...props }: BlockProps & { block: Block }) {
  switch (block.type) {
    case 'heading': {
      const level = Math.min(6, block.level + (props.headingLevel ?? 2) - 1);
      const Heading = `h${level}` as 'h2';
      return <Heading id={`${props.scope ?? ''}block-${block.id}`}>{block.text}</Heading>;
    }
    case 'paragraph':
      return (
        <p>
          <Sentences sentences={block.sentences} {...props} />
        </p>
      );
    case 'quotation':
      return (
        <blockquote>
          <Sentences sentences={block.sentences} {...props} />
        </blockquote>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List>
          {block.items.map((sentences) => (
            <li key={sentences[0]?.id}>
              <Sentences sentences={sentences} {...props} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return <TableBlock block={block} {...props} />;
    case 'figure':
      return <FigureImage sha256={block.sha256} alt={block.alt} caption={block.caption} />;
  }
}

function Sentences({ sentences, ...props }: BlockProps & { sentences: readonly Sentence[] }) {
  return sentences.map((sentence) => <SentenceView key={sentence.id} sentence={sentence} {...props} />);
}

function SentenceView({ sentence, kinds, ...props }: BlockProps & { sentence: Sentence }) {
  const verdict = props.data.verdicts.get(sentence.id)?.verdict;
  const kind = kinds.get(sentence.id);
  const isDoubtful = verdict !== undefined && verdict !== 'supported';
  return (
    <span
      id={`${props.scope ?? ''}claim-${sentence.id}`}
      className={`sentence ${isDoubtful ? `sentence-${verdict}` : ''}`}
    >
      {sentence.text}
      <Citations ids={sentence.evidence} claimId={sentence.id} {...props} />
      <Doubt claimId={sentence.id} data={props.data} />
      {kind !== undefined && <span className="sentence-kind">[{kind}]</span>}{' '}
    </span>
  );
}
