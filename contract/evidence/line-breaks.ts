/** A text with each line break as one space: what a passage breaks over two lines, `$219.2` and `billion`, is one number all the same. Offsets stay. */
export function withoutLineBreaks(text: string): string {
  return text.replace(/[\r\n\t\f\v\u2028\u2029]/g, ' ');
}
