import { inGroups } from '../../../contract/draft/table-numbers.ts';

/** A long number in groups of three, by space alone; any other text as it is. */
export function Digits({ of: text }: { of: string }) {
  const number = inGroups(text);
  if (number === null) return text;
  return (
    <>
      {number.sign}
      {number.groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one number never move.
        <span key={index} className={index === 0 ? undefined : 'digit-group'}>
          {group}
        </span>
      ))}
      {number.rest}
    </>
  );
}
