// The field above a list that narrows it while one types, a moment after the last key.

import { type Ref, useRef, useState } from 'react';

interface Props {
  /** What the list is narrowed to. */
  shown: string;
  label: string;
  search: (text: string | null) => void;
  fieldRef?: Ref<HTMLInputElement>;
}

export function FilterSearch({ shown, label, search, fieldRef }: Props) {
  const [typed, setTyped] = useState(shown);
  const [sent, setSent] = useState(shown);
  const [known, setKnown] = useState(shown);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (shown !== known) {
    setKnown(shown);
    // a view or the clear button changed the filter, not this field
    if (shown !== sent) setTyped(shown);
  }
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(pause.current);
    pause.current = setTimeout(() => {
      setSent(text.trim());
      search(text.trim() || null);
    }, 200);
  };
  return <input ref={fieldRef} className="input filter-search" type="search" aria-label={label} placeholder={label} value={typed} onChange={(event) => type(event.target.value)} />;
}
