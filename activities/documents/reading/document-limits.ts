/** Bounds on what is read from one document. What passes them is a failure of that file, with a sentence, unless it says otherwise here. */
export const DOCUMENT_LIMITS = {
  /** Bytes of one file. */
  fileBytes: 100_000_000,
  /** Characters that a passage aims at; one may be a quarter longer where no sentence ends before. */
  passageChars: 1_200,
  /** Passages of one document. */
  passages: 500_000,
  /** Passages made of one table's rows. Rows behind them are not searched; SQL reaches all of them. */
  rowPassages: 5_000,
  /** Tables of one document. Further ones are read as text only. */
  tables: 200,
  /** Columns of one table. */
  columns: 1_000,
  /** Characters of one record of a CSV. */
  recordChars: 2_000_000,
  /** Headings that are listed for a source; further ones still stand with their passages. */
  headings: 60,
  /** Sentences on what of a document could not be read, and the characters of one. */
  remarks: 50,
  remarkChars: 500,
  /** Files in an archive such as an office document, their bytes when inflated, and the bytes of one that is held as a whole. */
  zipEntries: 10_000,
  zipExpandedBytes: 1_000_000_000,
  zipHeldBytes: 200_000_000,
  /** Characters of all texts that the cells of a workbook share. */
  sharedStringChars: 100_000_000,
  /** Characters of a heading as it is listed. */
  headingChars: 300,
  /** Pages of one document. */
  pages: 5_000,
  /** Documents that are read in threads of their own at the same time. */
  readingThreads: 2,
  /** Time for reading one document in a thread: a base, and more for each megabyte of it. */
  readingMs: 120_000,
  readingMsPerMegabyte: 3_000,
  /** Time without anything new from a thread. */
  silenceMs: 60_000,
  /** Heap of a reading thread. */
  readingHeapMegabytes: 700,
  /** Growth of the whole process while a document is read, since buffers are not in the heap. */
  readingGrowthMegabytes: 1_500,
} as const;
