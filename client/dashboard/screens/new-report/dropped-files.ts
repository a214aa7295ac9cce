/** A file with the name that the report will know it by: its path within the folder that was dropped. */
export interface NamedFile {
  file: File;
  name: string;
}

/** What systems and programs leave in folders and no person calls a document. */
const LITTER = /^(\.|~\$|thumbs\.db$|ehthumbs\.db$|desktop\.ini$|icon\r$|__macosx$)/i;

/** The files of a file input; one of a folder names their paths. */
export function chosenFiles(files: Iterable<File>): NamedFile[] {
  return [...files].map((file) => ({ file, name: file.webkitRelativePath || file.name })).filter(isNoLitter);
}

/** The files that were dropped, those in dropped folders with them. */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFile[]> {
  // To be asked for at once: the browser forgets them when the event is over.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return chosenFiles(transfer.files);
  const found: NamedFile[] = [];
  for (const entry of entries) await walk(entry, '', found);
  return found.filter(isNoLitter);
}

function isNoLitter({ name }: NamedFile): boolean {
  const parts = name.split('/');
  // What a person names itself is meant, but for what lies within folders.
  return parts.length === 1 || !parts.some((part) => LITTER.test(part));
}

async function walk(entry: FileSystemEntry, prefix: string, found: NamedFile[]): Promise<void> {
  const name = `${prefix}${entry.name}`;
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ file, name });
    return;
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return;
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const inner of some) await walk(inner, `${name}/`, found);
  }
}
