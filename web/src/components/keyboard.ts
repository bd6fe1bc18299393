// Single-key shortcuts of a screen. They are silent while somebody types, composes Chinese, or a dialog is open.

import { useEffect, useRef } from 'react';

export type Keys = Record<string, (event: KeyboardEvent) => void>;

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT') return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

/** Enter and Space belong to the button or link that has the focus, arrows to the radio button. */
function belongsToControl(event: KeyboardEvent): boolean {
  if (event.key.startsWith('Arrow')) return event.target instanceof HTMLInputElement && event.target.type === 'radio';
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  return event.target instanceof HTMLElement && event.target.closest('button, a, summary, input, [role="option"]') !== null;
}

export function isComposing(event: { nativeEvent?: KeyboardEvent; isComposing?: boolean; keyCode?: number }): boolean {
  const native = event.nativeEvent ?? event;
  // Safari ends the composition before the Enter that confirmed it; 229 is how it can still be told
  return native.isComposing === true || native.keyCode === 229;
}

export function useKeys(keys: Keys, enabled = true): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return;
      if (isTyping(event.target) || belongsToControl(event)) return;
      if (document.querySelector('[role="dialog"][aria-modal="true"], dialog[open]')) return;
      const handler = latest.current[event.key];
      if (!handler) return;
      event.preventDefault();
      handler(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [enabled]);
}
