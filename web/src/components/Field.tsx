// A labelled native field: the label, the input, a hint or the complaint about it.

import { type ReactElement, cloneElement, useId } from 'react';

interface Props {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  children: ReactElement<{ id?: string; className?: string; 'aria-invalid'?: boolean | undefined; 'aria-describedby'?: string | undefined }>;
}

export function Field({ label, hint, problem, children }: Props) {
  const id = useId();
  const said = problem ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        className: `input ${children.props.className ?? ''}`.trim(),
        'aria-invalid': problem ? true : undefined,
        'aria-describedby': said ? `${id}-said` : undefined,
      })}
      {said ? <small id={`${id}-said`} className={problem ? 'field-problem' : 'quiet'}>{said}</small> : null}
    </div>
  );
}
