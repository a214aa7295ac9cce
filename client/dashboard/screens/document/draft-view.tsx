import * as Tooltip from '@radix-ui/react-tooltip';
import type { Block, Sentence } from '../../../../contract/draft/blocks.ts';
import { CitationChip } from './citation-chip.tsx';
import type { DocumentData } from './document-data.ts';
import './document.css';
import { FigureImage } from './figure-image.tsx';

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
  return (
    <Tooltip.Provider delayDuration={150}>
      <div className="document">
        {props.data.draft.blocks.map((block) => (
          <BlockView key={block.id} block={block} {...props} />
        ))}
      </div>
    </Tooltip.Provider>
  );
}

function BlockView({ block, ...props }: DraftViewProps & { block: Block }) {
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

function Sentences({ sentences, ...props }: DraftViewProps & { sentences: readonly Sentence[] }) {
  return sentences.map((sentence) => <SentenceView key={sentence.id} sentence={sentence} {...props} />);
}

function SentenceView({ sentence, ...props }: DraftViewProps & { sentence: Sentence }) {
  const verdict = props.data.verdicts.get(sentence.id)?.verdict;
  const isDoubtful = verdict !== undefined && verdict !== 'supported';
  return (
    <span
      id={`${props.scope ?? ''}claim-${sentence.id}`}
      className={`sentence ${isDoubtful ? `sentence-${verdict}` : ''}`}
    >
      {sentence.text}
      <Citations ids={sentence.evidence} claimId={sentence.id} {...props} />
      <Doubt claimId={sentence.id} data={props.data} />{' '}
    </span>
  );
}

const DOUBTS = { contradicted: 'contradicted', insufficient: 'not enough evidence', unchecked: 'not checked' } as const;

/** Said in words behind the sentence, so that it is seen without hovering, and read out. */
function Doubt({ claimId, data }: { claimId: string; data: DocumentData }) {
  const found = data.verdicts.get(claimId);
  if (found === undefined || found.verdict === 'supported') return null;
  return (
    <span className={`doubt doubt-${found.verdict}`} title={found.reason}>
      {DOUBTS[found.verdict]}
    </span>
  );
}

function Citations({
  ids,
  claimId,
  data,
  openEvidence,
  onOpenEvidence,
}: DraftViewProps & { ids: readonly string[]; claimId: string }) {
  if (ids.length === 0) return null;
  const verdict = data.verdicts.get(claimId)?.verdict;
  return (
    <span className="citations">
      {ids.map((id) => (
        <CitationChip
          key={id}
          id={id}
          verdict={verdict}
          data={data}
          isOpen={id === openEvidence}
          onOpen={onOpenEvidence}
        />
      ))}
    </span>
  );
}

function TableBlock({ block, ...props }: DraftViewProps & { block: Extract<Block, { type: 'table' }> }) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption>{block.caption}</caption>
        <thead>
          <tr>
            {block.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row) => (
            <tr key={row.id} id={`${props.scope ?? ''}claim-${row.id}`}>
              {row.cells.map((cell, index) => (
                <td key={block.columns[index]}>
                  {cell}
                  {index === row.cells.length - 1 && (
                    <>
                      <Citations ids={row.evidence} claimId={row.id} {...props} />
                      <Doubt claimId={row.id} data={props.data} />
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
