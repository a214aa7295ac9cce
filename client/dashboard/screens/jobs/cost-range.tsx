import { type FocusEvent, useLayoutEffect, useRef } from 'react';

type Bounds = { costFrom: number | undefined; costTo: number | undefined };

/** The cost that jobs are narrowed by, in US dollars: taken when the fields are left, or by Enter. */
export function CostRange({
  from,
  to,
  onChange,
}: {
  from: number | undefined;
  to: number | undefined;
  onChange(bounds: Bounds): void;
}) {
  const form = useRef<HTMLFormElement>(null);
  // Another search begins with its own amounts, and the field keeps the focus. With the drawing itself: later it would undo what is being written.
  useLayoutEffect(() => {
    for (const [name, amount] of Object.entries({ from, to })) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = amount === undefined ? '' : String(amount);
    }
  }, [from, to]);
  const take = (): void => {
    if (form.current === null || !form.current.checkValidity()) return;
    const entered = new FormData(form.current);
    const bounds = { costFrom: amountOf(entered.get('from')), costTo: amountOf(entered.get('to')) };
    if (bounds.costFrom !== from || bounds.costTo !== to) onChange(bounds);
  };
  const leave = ({ relatedTarget }: FocusEvent): void => {
    if (!form.current?.contains(relatedTarget)) take();
  };
  return (
    <form
      ref={form}
      className="cost-range"
      onBlur={leave}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <fieldset>
        <legend>Cost in US dollars</legend>
        <input
          {...{ name: 'from', defaultValue: from, placeholder: 'from' }}
          {...{ type: 'number', min: 0, max: 1_000_000, step: 'any', 'aria-label': 'Cost from' }}
        />
        <span aria-hidden="true">–</span>
        <input
          {...{ name: 'to', defaultValue: to, placeholder: 'to' }}
          {...{ type: 'number', min: 0, max: 1_000_000, step: 'any', 'aria-label': 'Cost up to' }}
        />
        <button type="submit" className="visually-hidden" tabIndex={-1}>
          Take this cost
        </button>
      </fieldset>
    </form>
  );
}

function amountOf(entered: FormDataEntryValue | null): number | undefined {
  return typeof entered === 'string' && entered !== '' ? Number(entered) : undefined;
}
