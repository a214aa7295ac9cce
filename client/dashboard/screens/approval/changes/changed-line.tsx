import type { ComparedLine, Piece } from './compare-lines.ts';
import type { VersionLine } from './version-lines.ts';

const KINDS = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

function Frame({ line, children }: { line: ComparedLine; children: React.ReactNode }) {
  if (line.kind === 'same') return <li className="version-line version-same">{children}</li>;
  return (
    <li className={`version-line version-${line.kind}`} data-list-item tabIndex={-1}>
      <span className="version-kind">{KINDS[line.kind]}</span>
      {children}
    </li>
  );
}

function Text({ line, children }: { line: VersionLine; children?: React.ReactNode }) {
  return <p className={`version-text-${line.kind}`}>{children ?? line.text}</p>;
}

/** Both versions of a line in one: what is gone struck out, what is new underlined. */
export function Unified({ line }: { line: ComparedLine }) {
  switch (line.kind) {
    case 'same':
      return (
        <Frame line={line}>
          <Text line={line.line} />
        </Frame>
      );
    case 'changed':
      return (
        <Frame line={line}>
          <Text line={line.after}>
            <Pieces pieces={line.pieces} />
          </Text>
        </Frame>
      );
    case 'added':
      return (
        <Frame line={line}>
          <Text line={line.after}>
            <ins>{line.after.text}</ins>
          </Text>
        </Frame>
      );
    case 'removed':
      return (
        <Frame line={line}>
          <Text line={line.before}>
            <del>{line.before.text}</del>
          </Text>
        </Frame>
      );
  }
}

/** The earlier version of a line on the left, the later one on the right. */
export function SideBySide({ line }: { line: ComparedLine }) {
  const [before, after] = sidesOf(line);
  return (
    <Frame line={line}>
      <div className="version-sides">
        <div>
          <span className="visually-hidden">Before: </span>
          {before ?? <span className="visually-hidden">nothing</span>}
        </div>
        <div>
          <span className="visually-hidden">Now: </span>
          {after ?? <span className="visually-hidden">nothing</span>}
        </div>
      </div>
    </Frame>
  );
}

function sidesOf(line: ComparedLine): [React.ReactNode, React.ReactNode] {
  switch (line.kind) {
    case 'same':
      return [<Text key="before" line={line.line} />, <Text key="after" line={line.line} />];
    case 'added':
      return [
        null,
        <Text key="after" line={line.after}>
          <ins>{line.after.text}</ins>
        </Text>,
      ];
    case 'removed':
      return [
        <Text key="before" line={line.before}>
          <del>{line.before.text}</del>
        </Text>,
        null,
      ];
    case 'changed':
      return [
        <Text key="before" line={line.before}>
          <Pieces pieces={line.pieces.filter(({ kind }) => kind !== 'added')} />
        </Text>,
        <Text key="after" line={line.after}>
          <Pieces pieces={line.pieces.filter(({ kind }) => kind !== 'removed')} />
        </Text>,
      ];
  }
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`;
    if (kind === 'added') return <ins key={key}>{text}</ins>;
    return kind === 'removed' ? <del key={key}>{text}</del> : <span key={key}>{text}</span>;
  });
}
