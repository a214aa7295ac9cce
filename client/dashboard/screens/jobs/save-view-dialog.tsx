import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { DossierError } from '../../../../contract/failures.ts';
import { type ListSearch, VIEW_NAME_LENGTH, viewNameSchema } from '../../../../contract/views-api.ts';
import { instance } from '../../app/instance.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';

interface Props {
  search: ListSearch;
  isOpen: boolean;
  onClose(): void;
}

/** Asks for the name under which a search is kept. */
export function SaveViewDialog({ search, isOpen, onClose }: Props) {
  return (
    <Dialog title="Save this view" isOpen={isOpen} onClose={onClose}>
      <SaveView search={search} onClose={onClose} />
    </Dialog>
  );
}

function SaveView({ search, onClose }: Omit<Props, 'isOpen'>) {
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>();
  const save = useSaveView(search, onClose);
  const isTaken = save.error instanceof DossierError && save.error.code === 'view-exists';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wrong = faultOf(name);
    setFault(wrong);
    if (wrong === undefined) save.mutate({ name: name.trim(), replace: false });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label="Name"
        hint="Everybody here finds the list under it, with these filters and this order."
        error={fault}
      >
        {(control) => (
          <input
            {...control}
            // biome-ignore lint/a11y/noAutofocus: the dialog asks for nothing else.
            autoFocus
            value={name}
            autoComplete="off"
            maxLength={VIEW_NAME_LENGTH}
            onChange={({ target }) => {
              setName(target.value);
              setFault(undefined);
              save.reset();
            }}
          />
        )}
      </Field>
      {isTaken && (
        <Notice kind="warning" title={`“${name.trim()}” is there already`}>
          It shows another list. Choose another name, or replace it for everybody.
        </Notice>
      )}
      {save.error !== null && !isTaken && <FailureNotice error={save.error} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        {isTaken ? (
          <Button
            kind="danger"
            isBusy={save.isPending}
            onClick={() => save.mutate({ name: name.trim(), replace: true })}
          >
            Replace “{name.trim()}”
          </Button>
        ) : (
          <Button type="submit" kind="primary" isBusy={save.isPending}>
            Save
          </Button>
        )}
      </div>
    </form>
  );
}

function useSaveView(search: ListSearch, onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, replace }: { name: string; replace: boolean }) => instance.saveView(name, { search, replace }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['views'] });
      onSaved();
    },
  });
}

function faultOf(name: string): string | undefined {
  if (name.trim() === '') return 'Give it a name.';
  return viewNameSchema.safeParse(name.trim()).success ? undefined : 'A name needs a letter or digit.';
}
