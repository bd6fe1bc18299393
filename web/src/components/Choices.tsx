// One choice of several, as chips: arrow keys move, one stop for Tab, optionally a digit for each.

import { type KeyboardEvent, useRef } from 'react';
import { digitOf } from './digits';

export interface Choice<V extends string> { value: V; text: string; digit?: number }

interface Props<V extends string> {
  label: string;
  choices: Choice<V>[];
  value: V | null;
  onChange: (value: V) => void;
  className?: string;
  firstRef?: React.Ref<HTMLButtonElement>;
}

export function Choices<V extends string>({ label, choices, value, onChange, className, firstRef }: Props<V>) {
  const group = useRef<HTMLDivElement>(null);
  const chosen = choices.findIndex((choice) => choice.value === value);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = choices[(Math.max(chosen, 0) + step + choices.length) % choices.length];
    if (!next) return;
    onChange(next.value);
    group.current?.querySelectorAll<HTMLButtonElement>('[role="radio"]')[choices.indexOf(next)]?.focus();
  };

  return (
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus -- the chips inside take the focus
    <div ref={group} role="radiogroup" aria-label={label} className={`chips ${className ?? ''}`} onKeyDown={onKeyDown}>
      {choices.map((choice, at) => (
        <button
          key={choice.value}
          ref={at === 0 ? firstRef : undefined}
          type="button"
          role="radio"
          aria-checked={choice.value === value}
          tabIndex={at === Math.max(chosen, 0) ? 0 : -1}
          className="chip"
          onClick={() => onChange(choice.value)}
        >
          {choice.digit === undefined ? null : <kbd aria-hidden="true">{digitOf(choice.digit)}</kbd>}
          {choice.text}
        </button>
      ))}
    </div>
  );
}
