const FORMS: Record<'time' | 'date' | 'both', Intl.DateTimeFormat> = {
  time: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }),
  date: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
  both: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
};

/** An instant in the viewer's zone; its exact form on hover. */
export function Instant({ at, form = 'both' }: { at: string; form?: keyof typeof FORMS }) {
  return (
    <time dateTime={at} title={at}>
      {FORMS[form].format(new Date(at))}
    </time>
  );
}
