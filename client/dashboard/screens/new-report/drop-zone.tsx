import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { FileMark } from '../../components/icons.tsx';
import { chosenFiles, droppedFiles, type NamedFile } from './dropped-files.ts';

/** Where files are dropped, with buttons that choose the same. */
export function DropZone({
  label,
  isMany,
  isInvalid,
  onFiles,
  children,
}: {
  /** What the button is called. */
  label: string;
  isMany: boolean;
  isInvalid: boolean;
  onFiles(files: NamedFile[]): void;
  /** The limits, told before anything is chosen. */
  children: ReactNode;
}) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const hintId = useId();
  const take = (input: HTMLInputElement): void => {
    onFiles(chosenFiles(input.files ?? []));
    // The same file may be chosen again after it was removed.
    input.value = '';
  };
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault();
    setOver(false);
    onFiles(await droppedFiles(event.dataTransfer));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way to do what the button does.
    <div
      className="drop-zone"
      data-over={isOver}
      data-invalid={isInvalid}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <FileMark />
      <p>{isMany ? 'Drop files or folders here, or' : 'Drop the file here, or'}</p>
      <div className="row">
        <Button aria-describedby={hintId} onClick={() => files.current?.click()}>
          {label}
        </Button>
        {isMany && <Button onClick={() => folder.current?.click()}>Choose a folder</Button>}
      </div>
      <p className="hint" id={hintId}>
        {children}
      </p>
      <input ref={files} type="file" hidden multiple={isMany} onChange={({ target }) => take(target)} />
      {isMany && <input ref={folder} type="file" hidden webkitdirectory="" onChange={({ target }) => take(target)} />}
    </div>
  );
}

declare module 'react' {
  interface InputHTMLAttributes<T> {
    /** Lets a whole folder be chosen; known to every browser under this name. */
    webkitdirectory?: '' | undefined;
  }
}
